-- What is wanted of a network, what is known of it, and who works on it.
create table network (
  id text primary key,
  tenant_id text not null references tenant,
  name text not null,
  desire text not null,
  state text not null,
  state_details jsonb not null,
  spec jsonb not null,
  fence bigint not null check (fence >= 1),
  worker text,
  trigger_counter bigint not null default 0,
  made jsonb not null,
  nodes jsonb not null,
  conditions jsonb not null,
  height bigint not null,
  created_at timestamptz not null,
  ready_at timestamptz,
  removal_at timestamptz,
  changed_at timestamptz not null default now(),
  -- What refers to a network refers to it with its tenant, so that nothing of one tenant can hang on another's network.
  unique (id, tenant_id)
);
create unique index network_name on network (tenant_id, name) where state <> 'Deleted';
create index network_newest on network (created_at desc, id desc);
call hold_by_tenant('network', 'select, insert, update');

create table operation (
  id text primary key,
  tenant_id text not null,
  network_id text not null,
  kind text not null,
  state text not null,
  steps jsonb not null,
  message text not null,
  created_at timestamptz not null,
  finished_at timestamptz,
  foreign key (network_id, tenant_id) references network (id, tenant_id)
);
create unique index operation_running on operation (network_id) where state = 'RUNNING';
create index operation_of_network on operation (network_id, created_at desc, id desc);
create index operation_newest on operation (created_at desc, id desc);
call hold_by_tenant('operation', 'select, insert, update');

create table credential (
  id text primary key,
  tenant_id text not null,
  network_id text not null,
  name text not null,
  digest text not null unique,
  hint text not null,
  created_at timestamptz not null,
  revoked_at timestamptz,
  foreign key (network_id, tenant_id) references network (id, tenant_id)
);
create index credential_of_network on credential (network_id, created_at desc, id desc);
call hold_by_tenant('credential', 'select, insert, update');
