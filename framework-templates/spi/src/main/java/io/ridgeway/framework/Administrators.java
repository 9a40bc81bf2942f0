package io.ridgeway.framework;

import io.ridgeway.model.contract.Contract;
import io.ridgeway.model.key.Signature;
import io.ridgeway.model.key.ToSign;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.NodeName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a driver may do in the name of a network's organisations. Private keys stay in custody, and
 * every signature is in its audit; so nothing is signed that could be asked without.
 */
public interface Administrators {
  /** Who the organisations and their nodes are. */
  Identities identities();

  /**
   * Signs with a key of purpose {@code TRANSACTION}.
   *
   * @param key its name in the {@link IdentityPlan}
   * @param reason what is signed, for the audit; no secret
   * @throws io.ridgeway.model.problem.Refusal if the plan has no such key of that purpose, or
   *     custody says no
   */
  Signature sign(String key, ToSign what, String reason);

  /** Which nodes there are, for drivers that tell a ledger its members' addresses. */
  default Lineup lineup() {
    return Lineup.UNKNOWN;
  }

  /**
   * What runs for a guest beside its host's nodes, which are the {@link #lineup}: the services of
   * contracts of its own. Nothing for who is no guest.
   */
  default Lineup beside() {
    return Lineup.UNKNOWN;
  }

  /**
   * The tenant's own contracts that the ledger is to run: those that come, and not those that
   * leave.
   */
  default List<Contract> contracts() {
    return List.of();
  }

  /** The same and all that were before them: each version of each, also those that left. */
  default List<Contract> contractsEver() {
    return contracts();
  }

  /**
   * What the ledger is to be told of certificates that aren't good any more: the newest list (CRL,
   * PEM) of each authority that has one, by its name. Public.
   */
  default Map<String, String> revocations() {
    return Map.of();
  }

  /** What is ordered now; empty for drivers that are told what to do by their nodes alone. */
  default Optional<NetworkSpec> ordered() {
    return Optional.empty();
  }

  /**
   * Adds to the network's birth record what its ledger has been brought to since: for what nodes
   * must be started differently from then on, because of it. It is kept when this returns, and
   * nodes are restarted in their turns where their rendering then differs. What stands there
   * already stays as it is.
   *
   * @param name not one that the network was born with
   * @throws IllegalStateException if it has another value already
   */
  default void settle(String name, String value) {
    throw new UnsupportedOperationException("nothing is kept here: " + name);
  }

  /**
   * What administrators whose keys are elsewhere are asked to sign for the operation that is under
   * way, with what they answered. Those that were asked for something that isn't wanted any more
   * aren't among them.
   */
  default List<Answered> asked() {
    return List.of();
  }

  /**
   * Asks administrators whose keys are elsewhere; whatever was asked before and isn't among it is
   * outdated. It is kept, and {@link #asked} gives it from then on. Nobody is asked while no
   * operation is under way.
   */
  default void ask(List<Asked> all) {
    throw new UnsupportedOperationException("nobody can be asked here");
  }

  /**
   * Whether an ordered change is under way, so that administrators whose keys are elsewhere may be
   * asked for what comes of it alone. Anything else that is under way shouldn't wait for that.
   */
  default boolean isChanging() {
    return false;
  }

  /**
   * Whether a contract is being brought or an ordered change is under way, so that administrators
   * whose keys are elsewhere may be asked to approve contracts.
   */
  default boolean isBringing() {
    return isChanging();
  }

  /**
   * Whether the ledger is only to be told which certificates aren't good any more ({@link
   * #revocations}): a change waits for answers, and nothing of it is done or asked for meanwhile. A
   * driver that asks administrators whose keys are elsewhere, or has organisations bring their
   * authorities, heeds it; for others it is always false.
   */
  default boolean revokesAlone() {
    return false;
  }

  /** Notes that what was signed went to the ledger. */
  default void used() {}

  /**
   * The nodes that come and begin with a snapshot: where that is, as the node's own program finds
   * it. Such a node isn't to fetch what it has.
   */
  default Map<NodeName, String> restoring() {
    return Map.of();
  }
}
