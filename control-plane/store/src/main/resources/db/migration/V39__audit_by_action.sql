-- What handed a secret to somebody is looked up among all else that a tenant did. Signatures, which are by far the most, aren't in it.
-- An operator of a large trail makes it before the upgrade, without holding writes up (docs/operator-guide.md).
create index if not exists audit_event_by_action on audit_event (tenant_id, action, user_id) where action <> 'key.sign';
