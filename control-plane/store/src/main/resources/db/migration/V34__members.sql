-- Members come by invitation, change their roles and go.

-- The address with which somebody came, in small letters; empty for those who came before it was asked for.
alter table membership add column email text not null default '';
create index membership_of_email on membership (email) where email <> '';
grant update (role), delete on membership to ${appRole};

create table invitation (
  id text primary key,
  tenant_id text not null references tenant,
  email text not null,
  role text not null,
  -- SHA-256 of its code, in hex; the code itself isn't kept.
  digest text not null unique,
  made_by text not null,
  made_name text not null,
  made_at timestamptz not null,
  outcome text,
  ended_at timestamptz,
  check ((outcome is null) = (ended_at is null))
);
create index invitation_of_tenant on invitation (tenant_id, made_at desc);
call hold_by_tenant('invitation', 'select, insert');
grant update (outcome, ended_at) on invitation to ${appRole};

-- To whom an API key was shown: it is revoked when they go. Of keys from before, the audit knows it.
alter table credential add column issued_to text;
select set_config('ridgeway.scope', 'system', true);
update credential
  set issued_to = issued.user_id
  from (
    select distinct on (subject) subject, tenant_id, user_id from audit_event
    where action = 'credential.issue' order by subject, id) issued
  where issued.subject = credential.id and issued.tenant_id = credential.tenant_id;
create index credential_issued_to on credential (tenant_id, issued_to) where revoked_at is null;
