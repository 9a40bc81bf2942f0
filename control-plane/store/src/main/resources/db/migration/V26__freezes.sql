-- Accounts and contracts that were frozen on their ledger, or let go, and by whose order. Kept for
-- good: a lawful order's record must outlive what it stopped.
create table freeze_record (
  id text primary key,
  tenant_id text not null,
  network_id text not null,
  operation_id text not null references operation,
  state text not null,
  kind text not null,
  address text not null,
  created_at timestamptz not null,
  -- All of it, with its transactions and what became of them.
  document jsonb not null,
  foreign key (network_id, tenant_id) references network (id, tenant_id)
);
create index freeze_newest on freeze_record (network_id, created_at desc, id desc);
create index freeze_of_address on freeze_record (network_id, kind, address, created_at desc, id desc);
create index freeze_of_operation on freeze_record (operation_id);
call hold_by_tenant('freeze_record', 'select, insert, update');
