package io.ridgeway.reconciler;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.ridgeway.framework.Identities;
import io.ridgeway.framework.IdentityPlan;
import io.ridgeway.framework.IdentityPlan.PlannedAuthority;
import io.ridgeway.framework.IdentityPlan.PlannedCertificate;
import io.ridgeway.framework.IdentityPlan.PlannedKey;
import io.ridgeway.model.certificate.Certificate;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What custody has of a network's plan. It is asked once in a pass until {@link #lookAgain}, and
 * for no certificates where none are planned: this is on the way of every pass over every network.
 */
final class InCustody {
  private final Pass pass;
  private @Nullable Map<String, ManagedKey> keys;
  private @Nullable List<Certificate> certificates;

  InCustody(Pass pass) {
    this.pass = pass;
  }

  /** By name. Keys that a tenant has made for applications aren't the plan's. */
  Map<String, ManagedKey> keys() {
    if (keys == null) {
      Map<String, Purpose> planned =
          plan().keys().stream().collect(toMap(PlannedKey::name, PlannedKey::purpose));
      Ports ports = pass.ports();
      keys =
          ports
              .transactions()
              .asSystem(
                  () ->
                      Set.copyOf(planned.values()).stream()
                          .flatMap(p -> ports.custody().list(pass.id(), p).stream())
                          .toList())
              .stream()
              .filter(key -> key.purpose() == planned.get(key.name()))
              .collect(toMap(ManagedKey::name, key -> key));
    }
    return keys;
  }

  /** The newest of each, the authorities' own included. */
  List<Certificate> certificates() {
    if (plan().authorities().isEmpty()) {
      return List.of();
    }
    if (certificates == null) {
      Set<Id> planned = planned().collect(toSet());
      Ports ports = pass.ports();
      certificates =
          ports.transactions().asSystem(() -> ports.authorities().list(pass.id())).stream()
              .filter(c -> planned.contains(new Id(c.authority(), c.name())))
              .toList();
    }
    return certificates;
  }

  /**
   * The planned keys that were never made.
   *
   * @throws Refusal if one that was made is gone
   */
  List<PlannedKey> unmade() {
    Set<String> made = made();
    List<String> lost = missingKeys().stream().filter(made::contains).toList();
    if (!lost.isEmpty()) {
      throw lost(lost);
    }
    return plan().keys().stream().filter(key -> !made.contains(key.name())).toList();
  }

  /** The names of those that were made. */
  private Set<String> made() {
    Set<String> all =
        pass.made().birth().isEmpty()
            ? Set.of()
            : plan().keys().stream().map(PlannedKey::name).collect(toSet());
    return pass.made().keys().orElse(all);
  }

  boolean hasCertificates() {
    return certificates().size() == planned().count();
  }

  /**
   * All that the plan asks for.
   *
   * @throws Refusal if a key that was made is gone; nothing can be made without it
   */
  Identities all() {
    return Identities.of(requireKeys().values(), certificates());
  }

  /**
   * The keys, all of them.
   *
   * @throws Refusal if one that was made is gone
   */
  Map<String, ManagedKey> requireKeys() {
    List<String> missing = missingKeys();
    if (!missing.isEmpty()) {
      throw lost(missing);
    }
    return keys();
  }

  private static Refusal lost(List<String> keys) {
    return new Refusal(
        ProblemType.CONFLICT,
        "Custody no longer has the key of "
            + String.join(", ", keys)
            + "; restore custody, or delete the network and order it anew.");
  }

  /** Forgets what was seen, because it was changed. */
  void lookAgain() {
    keys = null;
    certificates = null;
  }

  private List<String> missingKeys() {
    return plan().keys().stream()
        .map(PlannedKey::name)
        .filter(name -> !keys().containsKey(name))
        .toList();
  }

  /** A certificate's name is unique within its authority only. */
  private record Id(String authority, String name) {
    static Id of(PlannedAuthority root) {
      return new Id(root.name(), root.name());
    }

    static Id of(PlannedCertificate certificate) {
      return new Id(certificate.authority(), certificate.name());
    }
  }

  private Stream<Id> planned() {
    return Stream.concat(
        plan().authorities().stream().map(Id::of), plan().certificates().stream().map(Id::of));
  }

  private IdentityPlan plan() {
    return pass.plan().identities();
  }
}
