-- Applications that speak BSN's protocol with the gateway. Public keys only.
create table bsn_application (
  id text primary key,
  tenant_id text not null,
  network_id text not null,
  name text not null,
  algorithm text not null,
  public_key text not null,
  -- In custody; signs what is answered.
  answer_key text not null,
  organisation text not null,
  empty_mac boolean not null,
  frozen boolean not null,
  created_at timestamptz not null,
  revoked_at timestamptz,
  foreign key (network_id, tenant_id) references network (id, tenant_id)
);
create index bsn_application_of_network on bsn_application (network_id, created_at desc, id desc);
call hold_by_tenant('bsn_application', 'select, insert, update');
