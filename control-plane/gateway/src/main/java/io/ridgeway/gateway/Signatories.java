package io.ridgeway.gateway;

import io.ridgeway.framework.Signatory;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.model.key.Signer;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds who signs a call: a managed key of the network, by its account or its name. */
final class Signatories {
  private final Signer signer;

  Signatories(Signer signer) {
    this.signer = signer;
  }

  /**
   * The key that the caller names; empty if he names none.
   *
   * @param by who calls, for the audit
   */
  Optional<Signatory> named(NetworkRoute route, String by, Optional<String> key) {
    return key.map(named -> signatory(route, by, find(route, named)));
  }

  /**
   * The same, and if the caller names none the first by name that is known as a member: a ledger
   * that tells its members only tells any of them.
   */
  Optional<Signatory> reading(NetworkRoute route, String by, Optional<String> key) {
    return key.isPresent()
        ? named(route, by, key)
        : route.keys().entrySet().stream()
            .filter(entry -> route.certificates().containsKey(entry.getValue().id()))
            .min(Comparator.comparing(entry -> entry.getValue().name()))
            .map(entry -> signatory(route, by, entry));
  }

  private static Map.Entry<String, ManagedKey> find(NetworkRoute route, String named) {
    String account = named.toLowerCase(Locale.ROOT);
    ManagedKey direct = route.keys().get(account);
    if (direct != null) {
      return Map.entry(account, direct);
    }
    return route.keys().entrySet().stream()
        .filter(entry -> entry.getValue().name().equals(named))
        .findFirst()
        .orElseThrow(
            () ->
                new Refusal(
                    ProblemType.INVALID,
                    "key is no managed key of this network: give the name or the account of one,"
                        + " as the portal's page of the network lists them."));
  }

  private Signatory signatory(NetworkRoute route, String by, Map.Entry<String, ManagedKey> entry) {
    ManagedKey key = entry.getValue();
    return new Signatory(
        entry.getKey(),
        key,
        Optional.ofNullable(route.certificates().get(key.id())),
        (what, reason) -> signer.sign(key.id(), Purpose.TRANSACTION, what, reason + ", by " + by));
  }
}
