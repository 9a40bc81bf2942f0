-- Private keys, encrypted.
create table data_key (
  tenant_id text primary key references tenant,
  kek text not null,
  wrapped bytea not null check (length(wrapped) between 1 and 4096),
  created_at timestamptz not null
);
call hold_by_tenant('data_key', 'select, insert');

create table key_record (
  id text primary key,
  tenant_id text not null,
  network_id text not null,
  name text not null,
  curve text not null,
  purpose text not null,
  public_key text not null,
  version integer not null,
  -- Empty once destroyed.
  ciphertext bytea not null,
  created_at timestamptz not null,
  destroyed_at timestamptz,
  unique (tenant_id, network_id, purpose, name),
  check ((length(ciphertext) = 0) = (destroyed_at is not null)),
  -- With its tenant: the gateway lets a network's callers sign with what is found here.
  foreign key (network_id, tenant_id) references network (id, tenant_id)
);
create index key_record_of_network on key_record (network_id, purpose, name);
call hold_by_tenant('key_record', 'select, insert, update');
