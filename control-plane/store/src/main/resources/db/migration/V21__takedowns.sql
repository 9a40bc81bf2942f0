-- Private data that were erased on request, or are to be. Kept for good: a takedown's record must
-- outlive what it took down.
create table takedown (
  id text primary key,
  tenant_id text not null,
  network_id text not null,
  operation_id text not null references operation,
  state text not null,
  created_at timestamptz not null,
  -- All of it: the keys of the data by their hashes, and themselves sealed as long as needed.
  takedown jsonb not null,
  foreign key (network_id, tenant_id) references network (id, tenant_id)
);
create index takedown_newest on takedown (network_id, created_at desc, id desc);
create index takedown_of_operation on takedown (operation_id);
call hold_by_tenant('takedown', 'select, insert, update');
