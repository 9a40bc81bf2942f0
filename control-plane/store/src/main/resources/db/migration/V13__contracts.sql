-- What tenants brought of contracts, every version. How far each has come is in its network's roster.
create table contract_version (
  tenant_id text not null,
  network_id text not null,
  number integer not null check (number > 0),
  name text not null,
  version text not null,
  contract jsonb not null,
  brought_by text not null,
  brought_at timestamptz not null,
  operation_id text not null references operation,
  withdrawn_at timestamptz,
  primary key (network_id, number),
  unique (network_id, name, version),
  foreign key (network_id, tenant_id) references network (id, tenant_id)
);
call hold_by_tenant('contract_version', 'select, insert, update');

-- Jars, each once; they are compressed as they are.
create table contract_jar (
  tenant_id text not null,
  network_id text not null,
  sha256 text not null,
  bytes bytea not null,
  primary key (network_id, sha256),
  foreign key (network_id, tenant_id) references network (id, tenant_id)
);
alter table contract_jar alter column bytes set storage external;
call hold_by_tenant('contract_jar', 'select, insert, delete');
