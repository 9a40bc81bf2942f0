-- What authorities issued: public, and never changed.
create table certificate (
  tenant_id text not null,
  network_id text not null,
  authority text not null,
  name text not null,
  generation integer not null check (generation > 0),
  serial text not null,
  not_before timestamptz not null,
  not_after timestamptz not null,
  pem text not null,
  primary key (network_id, authority, name, generation),
  unique (network_id, authority, serial),
  foreign key (network_id, tenant_id) references network (id, tenant_id)
);
call hold_by_tenant('certificate', 'select, insert');
