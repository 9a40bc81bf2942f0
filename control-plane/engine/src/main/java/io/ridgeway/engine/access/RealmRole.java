package io.ridgeway.engine.access;

/**
 * What the identity provider says of a person, across tenants. Tenant roles are {@link TenantRole}.
 */
public enum RealmRole {
  OPERATOR,
  PROVIDER,
  AUDITOR
}
