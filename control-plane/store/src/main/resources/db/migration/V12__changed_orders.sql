-- A network, and its term, may have several orders: the one that opened them, and those that changed them.
alter table customer_order drop constraint customer_order_subscription_id_key;
alter table customer_order drop constraint customer_order_network_id_key;
create index customer_order_network on customer_order (network_id);

create table supplement (
  order_id text primary key references customer_order,
  tenant_id text not null references tenant,
  subscription_id text not null references subscription,
  -- From when it is charged; the invoice of it begins then.
  created_at timestamptz not null,
  document jsonb not null,
  unique (subscription_id, created_at)
);
-- What was ordered stays ordered.
call hold_by_tenant('supplement', 'select, insert');
