-- Commercial records: the columns are what is asked for and what must be unique; the record itself is the document.
create table quote (
  id text primary key,
  tenant_id text not null references tenant,
  created_at timestamptz not null,
  valid_until timestamptz not null,
  document jsonb not null
);
create index quote_newest on quote (tenant_id, created_at desc, id desc);
call hold_by_tenant('quote', 'select, insert');

create table customer_order (
  id text primary key,
  tenant_id text not null references tenant,
  quote_id text not null references quote,
  subscription_id text not null unique,
  network_id text not null unique,
  operation_id text not null references operation,
  placed_by text not null,
  created_at timestamptz not null,
  -- A quote is accepted once.
  constraint customer_order_quote unique (quote_id),
  foreign key (network_id, tenant_id) references network (id, tenant_id)
);
create index customer_order_newest on customer_order (tenant_id, created_at desc, id desc);
call hold_by_tenant('customer_order', 'select, insert');

create table subscription (
  id text primary key,
  tenant_id text not null references tenant,
  order_id text not null references customer_order,
  network_id text not null unique,
  state text not null,
  -- When its term begins.
  created_at timestamptz not null,
  ends_at timestamptz not null,
  document jsonb not null,
  foreign key (network_id, tenant_id) references network (id, tenant_id)
);
create index subscription_newest on subscription (tenant_id, created_at desc, id desc);
call hold_by_tenant('subscription', 'select, insert, update');

-- Money is in whole micro-units of the currency.
create table invoice (
  id text primary key,
  tenant_id text not null references tenant,
  subscription_id text not null references subscription,
  kind text not null,
  period_from timestamptz not null,
  period_to timestamptz not null,
  number text not null unique,
  currency text not null,
  total_micros bigint not null,
  created_at timestamptz not null,
  document jsonb not null,
  -- Each is issued once.
  unique (subscription_id, kind, period_from)
);
create index invoice_newest on invoice (tenant_id, created_at desc, id desc);
-- An issued invoice never changes and never goes.
call hold_by_tenant('invoice', 'select, insert');

create table invoice_number (
  year integer primary key,
  last bigint not null
);
call hold_by_system('invoice_number', 'select, insert, update');

create table idempotency (
  tenant_id text not null references tenant,
  idempotency_key text not null,
  digest text not null,
  resource text,
  claimed_at timestamptz not null default now(),
  primary key (tenant_id, idempotency_key)
);
call hold_by_tenant('idempotency', 'select, insert, update');
