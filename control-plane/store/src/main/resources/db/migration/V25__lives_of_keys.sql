-- Data keys are wrapped anew by another key-encryption key; nothing else of them changes.
grant update (kek, wrapped) on data_key to ${appRole};

-- Operators' orders to do so; at most one is under way.
create table rewrap (
  id bigint generated always as identity primary key,
  -- The key-encryption key by which everything is to be wrapped.
  target text not null,
  asked_by text not null,
  asked_at timestamptz not null,
  ended_at timestamptz,
  -- What is in the way; empty if nothing is.
  problem text not null default ''
);
create unique index rewrap_under_way on rewrap ((true)) where ended_at is null;
call hold_by_system('rewrap', 'select, insert, update');

-- What becomes of a key: policy and origin are bound into its ciphertext.
alter table key_record
  add column origin text not null default 'MADE',
  add column policy text not null default '',
  add column disabled_at timestamptz,
  -- From when on it is destroyed; can be taken back until then.
  add column destroy_at timestamptz;
create index key_record_to_destroy on key_record (destroy_at) where destroy_at is not null;
