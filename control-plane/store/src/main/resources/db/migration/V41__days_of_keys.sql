-- What gateways have taken of a managed key's day (UTC): of its uses, and of what they pay in the ledger's smallest unit.
create table key_day (
  key_id text not null references key_record,
  tenant_id text not null,
  measure text not null check (measure in ('USES', 'VALUE')),
  day date not null,
  used numeric(80) not null check (used >= 0),
  primary key (key_id, measure, day)
);
call hold_by_tenant('key_day', 'select, insert, update, delete');
