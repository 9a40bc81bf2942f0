-- A key is remembered for a day (Idempotency.KEPT); then it is removed.
grant delete on idempotency to ${appRole};
create index idempotency_oldest on idempotency (claimed_at);
