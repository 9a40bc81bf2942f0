-- What members are asked to sign whose administrators keep their keys, and what they answered.
create table approval (
  id text primary key,
  tenant_id text not null,
  network_id text not null,
  operation_id text not null references operation,
  organisation text not null,
  -- What is to be signed, by whom: public, and never changed.
  request jsonb not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  state text not null,
  signature text,
  reason text not null,
  answered_by text not null,
  answered_at timestamptz,
  foreign key (network_id, tenant_id) references network (id, tenant_id)
);
create index approval_network on approval (network_id);
create index approval_operation on approval (operation_id);
call hold_by_tenant('approval', 'select, insert, update');
