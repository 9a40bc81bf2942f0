-- An organisation's own authority is asked for certificates, also where no operation waits for them.
alter table approval alter column operation_id drop not null;

-- Which certificates aren't good any more, by each authority's own word: public, and never changed.
create table revocation_list (
  tenant_id text not null,
  network_id text not null,
  authority text not null,
  number integer not null check (number > 0),
  issued_at timestamptz not null,
  -- Of the certificates, as certificate.serial has them, parted by blanks.
  serials text not null,
  pem text not null,
  primary key (network_id, authority, number),
  foreign key (network_id, tenant_id) references network (id, tenant_id)
);
call hold_by_tenant('revocation_list', 'select, insert');
