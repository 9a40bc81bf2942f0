-- Interfaces that tenants brought for contracts of their networks, so that pages can decode calls and events.
create table known_contract (
  tenant_id text not null,
  network_id text not null,
  address text not null,
  name text not null,
  document text not null,
  kept_at timestamptz not null,
  kept_by text not null,
  primary key (network_id, address),
  foreign key (network_id, tenant_id) references network (id, tenant_id)
);
call hold_by_tenant('known_contract', 'select, insert, update, delete');
