-- Keys give up their names to those that follow them.
alter table key_record
  add column exportable boolean not null default true,
  add column successor text,
  drop constraint key_record_tenant_id_network_id_purpose_name_key;
create unique index key_record_name on key_record (tenant_id, network_id, purpose, name)
  where successor is null;

-- What two administrators agree to let out of custody, once.
create table key_export (
  id text primary key,
  tenant_id text not null,
  network_id text not null,
  key_id text not null references key_record,
  reason text not null,
  -- To whom it is sealed: an RSA public key, PEM.
  recipient text not null,
  asked_by text not null,
  asked_name text not null,
  asked_at timestamptz not null,
  answered_by text,
  answered_name text,
  answered_at timestamptz,
  approved boolean,
  fetched_at timestamptz,
  check ((answered_at is null) = (answered_by is null)),
  check ((answered_at is null) = (approved is null)),
  check (answered_by is null or answered_by <> asked_by or not approved),
  check (fetched_at is null or approved),
  foreign key (network_id, tenant_id) references network (id, tenant_id)
);
create index key_export_of_network on key_export (network_id, asked_at);
call hold_by_tenant('key_export', 'select, insert, update');
