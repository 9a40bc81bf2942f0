-- Stretches of ledgers' history, proved and kept. Their parts are in the operator's store of backups, encrypted.
create table chain_archive (
  id text primary key,
  tenant_id text not null,
  network_id text not null,
  operation_id text not null references operation,
  state text not null,
  created_at timestamptz not null,
  -- All of it, with what its parts are and what they are sealed with.
  archive jsonb not null,
  foreign key (network_id, tenant_id) references network (id, tenant_id)
);
create index chain_archive_newest on chain_archive (network_id, created_at desc, id desc);
create index chain_archive_of_operation on chain_archive (operation_id);
create index chain_archive_with_files on chain_archive (created_at) where state in ('TAKING', 'KEPT');
call hold_by_tenant('chain_archive', 'select, insert, update');
