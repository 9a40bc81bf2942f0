-- What handed a secret to somebody is looked up among all else that a tenant did. Signatures, which are by far the most, aren't in it.
create index audit_event_by_action on audit_event (tenant_id, action, id desc) where action <> 'key.sign';
