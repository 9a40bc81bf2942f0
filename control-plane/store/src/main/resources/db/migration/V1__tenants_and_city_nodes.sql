-- The application's role owns nothing and is held by row-level security, also on tables that it may write. What it may do with a
-- table is said where the table is made, through these two. The scope is set by Transactions, for one transaction, on its connection;
-- where none is set (or what was set is over, which reads as ''), no row is seen and none can be written.

create procedure hold_by_tenant(held regclass, rights text) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', held);
  execute format('alter table %s force row level security', held);
  execute format(
    'create policy tenant_or_system on %s'
    ' using (tenant_id = nullif(current_setting(''ridgeway.tenant'', true), '''')'
    '   or current_setting(''ridgeway.scope'', true) = ''system'')', held);
  execute format('grant %s on %s to ${appRole}', rights, held);
end $$;

create procedure hold_by_system(held regclass, rights text) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', held);
  execute format('alter table %s force row level security', held);
  execute format(
    'create policy system_only on %s using (current_setting(''ridgeway.scope'', true) = ''system'')', held);
  execute format('grant %s on %s to ${appRole}', rights, held);
end $$;

revoke execute on procedure hold_by_tenant(regclass, text) from public;
revoke execute on procedure hold_by_system(regclass, text) from public;

grant usage on schema public to ${appRole};

-- A tenant's own row: its tenant_id is its id.
create table tenant (
  id text primary key,
  tenant_id text generated always as (id) stored,
  name text not null,
  country text not null,
  verification text not null,
  created_at timestamptz not null
);
create index tenant_newest on tenant (created_at desc, id desc);
call hold_by_tenant('tenant', 'select, insert, update');

create table verification_file (
  id bigint generated always as identity primary key,
  tenant_id text not null references tenant,
  legal_name text not null,
  registration_number text not null,
  representative text not null,
  submitted_at timestamptz not null,
  approved boolean,
  reason text,
  operator text,
  decided_at timestamptz,
  check ((approved is null) = (decided_at is null))
);
create index verification_file_of_tenant on verification_file (tenant_id, id desc);
create index verification_file_waiting on verification_file (submitted_at, id) where decided_at is null;
call hold_by_tenant('verification_file', 'select, insert, update');

create table membership (
  tenant_id text not null references tenant,
  user_id text not null,
  name text not null,
  role text not null,
  since timestamptz not null,
  primary key (tenant_id, user_id)
);
create index membership_of_user on membership (user_id, since);
call hold_by_tenant('membership', 'select, insert');

-- City nodes belong to no tenant: every scope reads them, only the system's writes them.
create table city_node (
  id text primary key,
  document jsonb not null,
  configuration jsonb not null,
  heard jsonb
);
call hold_by_system('city_node', 'select, insert, update');
create policy any_scope_reads on city_node for select using (current_setting('ridgeway.scope', true) in ('tenant', 'system'));
