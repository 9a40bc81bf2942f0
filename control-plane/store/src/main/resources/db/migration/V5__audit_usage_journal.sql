-- Who did what to what, when. What comes from a journal carries its place there, and all that its hash was made of, so that it can
-- be told whether it was altered since. Never changed, never removed. No foreign key: it may tell of what was rolled back.
create table audit_event (
  id bigint generated always as identity primary key,
  tenant_id text,
  at timestamptz not null,
  user_id text not null,
  name text not null,
  action text not null,
  subject text not null,
  detail text not null,
  journal_instance text,
  journal_sequence bigint,
  journal_previous text,
  journal_hash text,
  fields jsonb,
  unique (journal_instance, journal_sequence)
);
create index audit_event_of_tenant on audit_event (tenant_id, id desc);
call hold_by_tenant('audit_event', 'select, insert');

-- One exact count of one meter over an interval; quantities in millionths of the meter's unit.
create table usage_record (
  source text not null,
  network_id text not null,
  meter text not null,
  from_at timestamptz not null,
  to_at timestamptz not null,
  tenant_id text not null,
  micros bigint not null check (micros >= 0),
  primary key (network_id, from_at, meter, source),
  check (from_at < to_at)
);
call hold_by_tenant('usage_record', 'select, insert, update');

-- How far each instance's journal has been taken, and the hash that the next record must follow.
create table journal_shipped (
  instance text primary key,
  sequence bigint not null,
  hash text not null
);
call hold_by_system('journal_shipped', 'select, insert, update');
