-- An invoice says by when it is to be paid. Those that were issued before said nothing: they are due thirty days after this
-- upgrade, and so is what an older version still issues beside a newer one.
alter table invoice add column due_on date not null default current_date + 30;

-- What came in for an invoice, whole. It stands beside the invoice, which never changes. Tenants read theirs; operators write.
create table invoice_payment (
  invoice_id text primary key references invoice,
  tenant_id text not null references tenant,
  reference text not null check (length(reference) between 1 and 140),
  paid_at timestamptz not null
);
call hold_by_system('invoice_payment', 'select, insert');
create policy tenant_reads on invoice_payment for select using (tenant_id = nullif(current_setting('ridgeway.tenant', true), ''));

-- How much a tenant may owe, where that is other than the default: in whole micro-units, each currency by itself.
create table credit_limit (
  tenant_id text not null references tenant,
  currency text not null,
  limit_micros bigint not null check (limit_micros >= 0),
  primary key (tenant_id, currency)
);
call hold_by_system('credit_limit', 'select, insert, update, delete');
create policy tenant_reads on credit_limit for select using (tenant_id = nullif(current_setting('ridgeway.tenant', true), ''));
