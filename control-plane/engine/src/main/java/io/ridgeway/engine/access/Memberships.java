package io.ridgeway.engine.access;

import io.ridgeway.model.TenantId;
import io.ridgeway.model.UserId;
import java.util.List;
import java.util.Optional;

/**
 * Keeps memberships. Called as system: it is what decides which tenant's rows may be seen. Only
 * {@link #lock} is also called in that tenant's own scope.
 */
public interface Memberships {
  void insert(Membership membership);

  Optional<Membership> find(TenantId tenant, UserId user);

  /** The tenants of a person, oldest membership first. */
  List<Membership> of(UserId user);

  /** The members of a tenant, by name. */
  List<Membership> of(TenantId tenant);

  /**
   * The members of a tenant, by name: whoever else locks them waits until this transaction ends, so
   * that what is decided of all of them together holds.
   */
  List<Membership> lock(TenantId tenant);

  /**
   * Whoever else locks that person waits until this transaction ends, so that what is decided by
   * all of their memberships holds, those included that aren't there yet. After {@link #lock}, if
   * both are needed.
   */
  void lockPerson(UserId user);

  /** The memberships, in any tenant, of people who came with that address (in small letters). */
  List<Membership> withEmail(String email);

  /** Sets the role of one that is there. */
  void change(TenantId tenant, UserId user, TenantRole role);

  /** Takes it away; nothing happens if there is none. */
  void remove(TenantId tenant, UserId user);
}
