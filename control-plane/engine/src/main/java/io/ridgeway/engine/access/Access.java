package io.ridgeway.engine.access;

import io.ridgeway.engine.Transactions;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Decides what an actor may do. A tenant that the actor is no member of looks exactly like one that
 * doesn't exist.
 */
@Singleton
public final class Access {
  private final Transactions transactions;
  private final Memberships memberships;

  public Access(Transactions transactions, Memberships memberships) {
    this.transactions = transactions;
    this.memberships = memberships;
  }

  /** Returns if the actor has at least that role in the tenant, else refuses. */
  public void require(Actor actor, TenantId tenant, TenantRole needed) {
    require(role(actor, tenant), needed);
  }

  /** The actor's role in the tenant, for what is decided within a transaction; else refuses. */
  public TenantRole role(Actor actor, TenantId tenant) {
    return transactions
        .asSystem(() -> memberships.find(tenant, actor.user()))
        .map(Membership::role)
        .orElseThrow(() -> Refusal.notFound("tenant", tenant));
  }

  /** Returns if the role is at least the one that is needed, else refuses. */
  public static void require(TenantRole role, TenantRole needed) {
    if (!role.covers(needed)) {
      throw new Refusal(
          ProblemType.FORBIDDEN,
          "Your role in this organisation is "
              + role
              + "; this needs "
              + needed
              + ". Ask an administrator.");
    }
  }

  /**
   * Returns if the actor has at least that role among those members, which are locked so that it
   * holds until the transaction ends; else refuses.
   */
  public static void require(
      List<Membership> members, Actor actor, TenantId tenant, TenantRole needed) {
    TenantRole role =
        members.stream()
            .filter(m -> m.user().equals(actor.user()))
            .map(Membership::role)
            .findFirst()
            .orElseThrow(() -> Refusal.notFound("tenant", tenant));
    require(role, needed);
  }

  /** Returns if the identity provider gives the actor that role, else refuses. */
  public void require(Actor actor, RealmRole needed) {
    actor.require(needed);
  }

  /** The actor's tenants. */
  public List<Membership> membershipsOf(Actor actor) {
    return transactions.asSystem(() -> memberships.of(actor.user()));
  }
}
