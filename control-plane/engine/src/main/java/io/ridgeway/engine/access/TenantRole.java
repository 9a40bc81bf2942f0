package io.ridgeway.engine.access;

/** What a member may do in one tenant; each role includes those after it. */
public enum TenantRole {
  /** Everything: members, verification, orders. */
  ADMIN,
  /** Keys, gateway credentials. */
  DEVELOPER,
  /** Looks. */
  VIEWER;

  /** Whether this role may do what needs {@code needed}. */
  public boolean covers(TenantRole needed) {
    return compareTo(needed) <= 0;
  }
}
