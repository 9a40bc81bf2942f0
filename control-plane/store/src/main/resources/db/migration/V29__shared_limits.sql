-- What an API key may do at most, besides what its network may; null for no limit of its own.
alter table credential
  add column max_tps integer check (max_tps between 1 and 1000000),
  add column max_daily bigint check (max_daily between 1 and 1000000000000),
  add column max_concurrent integer check (max_concurrent between 1 and 10000),
  add column max_bytes integer check (max_bytes between 1 and 1048576);

-- Calls of a day (UTC) that gateways have taken for an API key.
create table credential_day (
  credential_id text not null references credential,
  tenant_id text not null,
  day date not null,
  used bigint not null check (used >= 0),
  primary key (credential_id, day)
);
call hold_by_tenant('credential_day', 'select, insert, update, delete');

-- The gateways that are there, and what each may take of what is limited for all of them: until its lease is over, and after.
-- In thousandths of a call a second.
create table gateway_member (
  instance text primary key,
  seen_at timestamptz not null
);
call hold_by_system('gateway_member', 'select, insert, update, delete');

create table gateway_share (
  subject text not null,
  instance text not null references gateway_member on delete cascade,
  number bigint not null,
  held bigint not null check (held >= 0),
  held_after bigint not null check (held_after >= 0),
  demand bigint not null,
  hungry boolean not null,
  held_until timestamptz not null,
  primary key (subject, instance)
);
create index gateway_share_of_instance on gateway_share (instance);
create index gateway_share_hungry on gateway_share (held_until) where hungry;
call hold_by_system('gateway_share', 'select, insert, update, delete');

-- Which gateway numbers the transactions of a managed account, and from which number on; the turn counts up with everybody who
-- takes it over.
create table account_turn (
  network_id text not null,
  account text not null,
  turn bigint not null,
  holder text,
  held_until timestamptz not null,
  next_nonce bigint,
  wanted_until timestamptz not null,
  primary key (network_id, account)
);
create index account_turn_held on account_turn (holder);
call hold_by_system('account_turn', 'select, insert, update, delete');
