package io.ridgeway.gateway;

import io.ridgeway.framework.Signatory;
import io.ridgeway.model.key.KeyLife.State;
import io.ridgeway.model.key.KeyUse;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Signer;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Finds who signs a call: a managed key of the network, by its account or its name. */
final class Signatories {
  private final Signer signer;
  private final Permits permits;

  Signatories(Signer signer, Permits permits) {
    this.signer = signer;
    this.permits = permits;
  }

  /**
   * The key that the caller names, to be used so; empty if he names none.
   *
   * @param by who calls, for the audit
   * @throws Refusal if there is no such key, or it signs nothing
   */
  Optional<Signatory> named(NetworkRoute route, String by, Optional<String> key, KeyUse use) {
    return key.map(
        named -> {
          Map.Entry<String, ManagedKey> found = find(route, named);
          route.kept(found.getValue()).requireInForce();
          return signatory(route, by, found, use);
        });
  }

  /**
   * Lets the call be made by who signs it, and counts it.
   *
   * @throws Refusal with the rule of the key's policy that is against it
   */
  void admit(NetworkRoute route, ManagedKey key, Supplier<KeyUse> use) {
    permits.admit(route.kept(key), use);
  }

  /**
   * The same, and if the caller names none the first by name that is known as a member and signs,
   * one without a policy before all others: a ledger that tells its members only tells any of them.
   */
  Optional<Signatory> reading(NetworkRoute route, String by, Optional<String> key, KeyUse use) {
    return key.isPresent()
        ? named(route, by, key, use)
        : route.keys().entrySet().stream()
            .filter(entry -> route.certificates().containsKey(entry.getValue().id()))
            .filter(entry -> route.kept(entry.getValue()).life().state() == State.IN_FORCE)
            .min(
                Comparator.comparing(
                        (Map.Entry<String, ManagedKey> entry) ->
                            !route.kept(entry.getValue()).policy().isNone())
                    .thenComparing(entry -> entry.getValue().name()))
            .map(entry -> signatory(route, by, entry, use));
  }

  /** The same for blocks, transactions and events. */
  Optional<Signatory> reading(NetworkRoute route, String by, Optional<String> key) {
    return reading(route, by, key, KeyUse.READING);
  }

  private static Map.Entry<String, ManagedKey> find(NetworkRoute route, String named) {
    String account = named.toLowerCase(Locale.ROOT);
    ManagedKey direct = route.keys().get(account);
    if (direct != null) {
      return Map.entry(account, direct);
    }
    return route.keys().entrySet().stream()
        .filter(entry -> entry.getValue().name().equals(named))
        // A name that was handed on never comes back to the old key, not even without the new one.
        .filter(entry -> !route.kept(entry.getValue()).life().succeeded())
        .findFirst()
        .orElseThrow(
            () ->
                new Refusal(
                    ProblemType.INVALID,
                    "key is no managed key of this network: give the name or the account of one,"
                        + " as the portal's page of the network lists them."));
  }

  private Signatory signatory(
      NetworkRoute route, String by, Map.Entry<String, ManagedKey> entry, KeyUse use) {
    ManagedKey key = entry.getValue();
    return new Signatory(
        entry.getKey(),
        key,
        Optional.ofNullable(route.certificates().get(key.id())),
        (what, reason) -> signer.sign(key.id(), use, what, reason + ", by " + by));
  }
}
