-- Approvals are listed page by page, newest first.
create index approval_newest on approval (network_id, created_at desc, id desc);
drop index approval_network;

-- The newest of each state for each certificate that an authority was asked for.
create index approval_certificate on approval
  (network_id, (request #>> '{wanted,authority}'), (request #>> '{wanted,name}'), state, created_at desc)
  where request #>> '{wanted,name}' is not null;
