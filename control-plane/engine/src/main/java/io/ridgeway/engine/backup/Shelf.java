package io.ridgeway.engine.backup;

import io.ridgeway.engine.Page;
import io.ridgeway.engine.Transactions;
import io.ridgeway.engine.access.Access;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.TenantRole;
import io.ridgeway.engine.network.Networks;
import io.ridgeway.model.BackupId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.util.List;

/**
 * Networks' copies of one kind, as its desk shows them and sees that there is room for another one.
 */
final class Shelf<T extends SealedCopy<T>> {
  private final String kind;
  private final SealedCopies<T> copies;
  private final Transactions transactions;
  private final Access access;
  private final Networks networks;

  /**
   * One.
   *
   * @param kind what people call one of them
   */
  Shelf(
      String kind,
      SealedCopies<T> copies,
      Transactions transactions,
      Access access,
      Networks networks) {
    this.kind = kind;
    this.copies = copies;
    this.transactions = transactions;
    this.access = access;
    this.networks = networks;
  }

  /** The network's, newest first. */
  Page<T> list(Actor actor, TenantId tenant, NetworkId id, Page.Request page) {
    access.require(actor, tenant, TenantRole.VIEWER);
    return transactions.inTenant(
        tenant,
        () -> {
          networks.get(id);
          return copies.list(id, page);
        });
  }

  /** One of them. */
  T get(Actor actor, TenantId tenant, NetworkId id, BackupId copy) {
    access.require(actor, tenant, TenantRole.VIEWER);
    return transactions.inTenant(tenant, () -> require(id, copy));
  }

  /** One of the network. Called within a transaction. */
  T require(NetworkId id, BackupId copy) {
    return copies
        .find(copy)
        .filter(found -> found.network().equals(id))
        .orElseThrow(() -> Refusal.notFound(kind, copy));
  }

  /**
   * Those that take room, newest first. Called within a transaction.
   *
   * @param advice what to do where there is none
   * @throws Refusal {@code CONFLICT} where another one would be too many
   */
  List<T> requireRoom(NetworkId id, BackupTerms terms, String advice) {
    List<T> there = copies.withFiles(id);
    long bytes = there.stream().mapToLong(SealedCopy::bytes).sum();
    if (there.size() >= terms.mostOfNetwork() || bytes >= terms.mostBytesOfNetwork()) {
      throw new Refusal(
          ProblemType.CONFLICT,
          "The network has "
              + there.size()
              + " "
              + kind
              + "s of "
              + bytes
              + " bytes; "
              + terms.mostOfNetwork()
              + " of "
              + terms.mostBytesOfNetwork()
              + " bytes in all are kept at most. "
              + advice);
    }
    return there;
  }
}
