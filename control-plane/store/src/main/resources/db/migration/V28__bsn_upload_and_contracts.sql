-- Who keeps the keys of an application's users, and what it calls by names of its own. On ledgers
-- without organisations an application belongs to none.
alter table bsn_application
  add column ca_type text not null default 'TRUST',
  add column contracts jsonb not null default '{}';
alter table bsn_application alter column ca_type drop default;
