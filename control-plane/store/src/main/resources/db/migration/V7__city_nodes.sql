-- What a city node costs its operator, for operators and the placer only; and its removal.
alter table city_node add column cost jsonb;
grant delete on city_node to ${appRole};

-- The secrets with which adapters reach city nodes, encrypted; they go with their city node.
create table city_node_credential (
  city_node_id text not null references city_node on delete cascade,
  property text not null,
  version integer not null check (version >= 1),
  kek text not null,
  wrapped bytea not null check (length(wrapped) between 1 and 4096),
  ciphertext bytea not null,
  set_at timestamptz not null,
  primary key (city_node_id, property)
);
call hold_by_system('city_node_credential', 'select, insert, update, delete');

-- What is kept as documents gains fields. The owner is held by row-level security too.
select set_config('ridgeway.scope', 'system', true);
update network
  set spec = spec || '{"jurisdictions": [], "acceptsNoSiteLoss": true}';
update quote
  set document = jsonb_set(
    document || '{"survivesSiteLoss": false}', '{spec}',
    document->'spec' || '{"jurisdictions": [], "acceptsNoSiteLoss": false}');
