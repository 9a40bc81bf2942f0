-- Copies of what nodes hold of their ledgers. Their files are in the operator's store, encrypted.
create table backup (
  id text primary key,
  tenant_id text not null,
  network_id text not null,
  operation_id text not null references operation,
  state text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  -- All of it, with what the files are and what they are sealed with.
  backup jsonb not null,
  foreign key (network_id, tenant_id) references network (id, tenant_id)
);
create index backup_newest on backup (network_id, created_at desc, id desc);
create index backup_of_operation on backup (operation_id);
create index backup_with_files on backup (expires_at) where state in ('TAKING', 'KEPT');
call hold_by_tenant('backup', 'select, insert, update');

-- Which nodes began with one; kept for good, as it says where a node's data came from.
create table restoration (
  tenant_id text not null,
  network_id text not null,
  node text not null,
  backup_id text not null references backup,
  operation_id text not null references operation,
  requested_at timestamptz not null,
  done_at timestamptz,
  primary key (network_id, node),
  foreign key (network_id, tenant_id) references network (id, tenant_id)
);
call hold_by_tenant('restoration', 'select, insert, update');
