-- Orders to tell a ledger's events to URLs, and how far each is. The ledger keeps the events.
create table webhook (
  id text primary key,
  tenant_id text not null,
  network_id text not null,
  kind text not null,
  name text not null,
  application_id text references bsn_application,
  url text not null,
  contract text not null,
  event text not null,
  attachment text not null,
  key text not null,
  -- Sealed, the newest first, each with the time until which it is used.
  secrets jsonb not null,
  created_at timestamptz not null,
  -- The first block to look at, while no event is done with; then the last event that is.
  from_block bigint,
  after_event text,
  attempts integer not null,
  given_up integer not null,
  disabled text,
  note text,
  test boolean not null,
  -- Who is at it, and until when; the turn counts up with everybody who takes or changes it.
  next_at timestamptz not null,
  turn bigint not null,
  holder text,
  held_until timestamptz,
  foreign key (network_id, tenant_id) references network (id, tenant_id)
);
create index webhook_of_network on webhook (network_id, created_at desc, id desc);
create index webhook_due on webhook (next_at) where disabled is null;
create index webhook_tests on webhook (id) where test;
call hold_by_tenant('webhook', 'select, insert, update, delete');

-- What became of the last events of each.
create table webhook_delivery (
  tenant_id text not null,
  webhook_id text not null references webhook on delete cascade,
  event text not null,
  state text not null,
  attempts integer not null,
  status integer,
  answer text not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  next_at timestamptz,
  primary key (webhook_id, event)
);
create index webhook_delivery_latest on webhook_delivery (webhook_id, last_at desc);
call hold_by_tenant('webhook_delivery', 'select, insert, update, delete');
