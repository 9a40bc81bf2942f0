package io.ridgeway.engine.contract;

import static java.util.stream.Collectors.joining;

import io.ridgeway.engine.catalogue.CityNodeEntry;
import io.ridgeway.engine.catalogue.Frameworks.BornContract;
import io.ridgeway.engine.catalogue.Frameworks.PrivateRules;
import io.ridgeway.engine.network.Network;
import io.ridgeway.model.contract.Contract;
import io.ridgeway.model.contract.Endorsement;
import io.ridgeway.model.deploy.ForeignCode;
import io.ridgeway.model.network.Roster;
import io.ridgeway.model.network.Standing;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.model.problem.Violation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a network takes of contracts.
 *
 * @param endorsers the organisations that run contracts
 * @param born the contract that it was born with
 * @param before the versions that were brought, newest first
 * @param cityNodes where it may run
 * @param privateRules how contracts keep private data there; empty if they can't
 */
record ContractRules(
    Network network,
    List<String> endorsers,
    Optional<BornContract> born,
    List<ContractVersion> before,
    List<CityNodeEntry> cityNodes,
    Optional<PrivateRules> privateRules) {
  /** How many contracts run at once: each costs every member a service. */
  static final int MOST_AT_ONCE = 8;

  /** How many versions are kept, of all the network's contracts together. */
  static final int MOST_VERSIONS = 200;

  /** How many bytes of jars are kept. */
  static final long MOST_JAR_BYTES = 1L << 30;

  /**
   * What a network is to become.
   *
   * @param contract the one that comes
   * @param roster with its number, and without that of the version before it
   */
  record Next(Contract contract, Roster roster) {}

  /** Refuses what can't be run here, whatever else runs. */
  void requireTaken(Brought brought) {
    if (endorsers.isEmpty()) {
      throw new Refusal(
          ProblemType.INVALID,
          "Networks of "
              + network.spec().framework().name()
              + " take no contracts this way; there, an application's transaction creates them.");
    }
    List<Violation> violations = new ArrayList<>();
    at("name", () -> Contract.checkName(brought.name()), violations);
    at("version", () -> Contract.checkVersion(brought.version()), violations);
    at("image", brought.code()::named, violations);
    brought.endorsement().ifPresent(endorsement -> known(endorsement, violations));
    violations.addAll(isGuest() ? guestsCollections(brought) : collections(brought));
    if (!violations.isEmpty()) {
      throw Refusal.of(ProblemType.INVALID, violations);
    }
    requireRunnable(brought.code().named().kind());
  }

  private static void at(String field, Runnable check, List<Violation> violations) {
    try {
      check.run();
    } catch (IllegalArgumentException e) {
      violations.add(new Violation(field, String.valueOf(e.getMessage())));
    }
  }

  private void known(Endorsement endorsement, List<Violation> violations) {
    for (String organisation : endorsement.organisations()) {
      if (!endorsers.contains(organisation)) {
        violations.add(
            new Violation(
                "endorsers",
                "No organisation "
                    + organisation
                    + " runs contracts in this network: name some of "
                    + String.join(", ", endorsers)
                    + "."));
      }
    }
  }

  private boolean isGuest() {
    return network.spec().isGuest();
  }

  /** Who keeps private data keeps it at peers of its own, and a guest has none. */
  private static List<Violation> guestsCollections(Brought brought) {
    return brought.collections().isEmpty()
        ? List.of()
        : List.of(
            new Violation(
                "collections",
                "On shared nodes a contract keeps no private data: the peers are others'. Leave"
                    + " the collections out, or order nodes of your own."));
  }

  private List<Violation> collections(Brought brought) {
    if (privateRules.isPresent()) {
      return privateRules
          .get()
          .check(network.spec(), brought.collections(), collectionsBefore(brought.name()));
    }
    return brought.collections().isEmpty()
        ? List.of()
        : List.of(
            new Violation(
                "collections",
                "Contracts of "
                    + network.spec().framework().name()
                    + " have no collections of private data: leave them out."));
  }

  /** What the newest version of that name says that the ledger has. */
  private Optional<String> collectionsBefore(String name) {
    return before.stream()
        .filter(version -> version.withdrawnAt().isEmpty())
        .map(ContractVersion::contract)
        .filter(contract -> contract.name().equals(name))
        .max(Comparator.comparingInt(Contract::sequence))
        .flatMap(Contract::collections);
  }

  /** Every city node of the order, since a service may be placed at any of them. */
  private void requireRunnable(ForeignCode.Kind kind) {
    String refusing =
        cityNodes.stream()
            .filter(
                entry ->
                    entry.heard().filter(h -> h.software().contains(kind.software())).isEmpty())
            .map(entry -> entry.node().id().value())
            .sorted()
            .collect(joining(", "));
    if (refusing.isEmpty() && !cityNodes.isEmpty()) {
      return;
    }
    throw new Refusal(
        ProblemType.INVALID,
        switch (kind) {
          case JAR ->
              "City node "
                  + refusing
                  + " runs no jars of tenants: uploaded code is somebody else's, and nothing would"
                  + " keep it from other tenants' nodes there. Bring an image to a network at a"
                  + " Kubernetes city node, or ask the operator, who can open a local city node"
                  + " that serves one tenant only (singleTenant).";
          case IMAGE ->
              "City node "
                  + refusing
                  + " runs no images of tenants: ask the operator to let it (tenantImages), or"
                  + " order the network at a city node that does.";
        });
  }

  /** What is to come. */
  Next next(Brought brought, long jarBytes) {
    requireNew(brought);
    int last = lastSequence(brought.name());
    if (brought.sequence().filter(asked -> asked != last + 1).isPresent()) {
      throw Refusal.of(
          ProblemType.CONFLICT,
          List.of(
              new Violation(
                  "sequence",
                  brought.name()
                      + " is at sequence "
                      + last
                      + " here, so the next version has "
                      + (last + 1)
                      + ", not "
                      + brought.sequence().get()
                      + "; leave it out to get the next one.")));
    }
    Roster roster = network.made().roster();
    List<Integer> leaving = running(brought.name());
    requireFew(roster, leaving.isEmpty(), brought, jarBytes);
    return new Next(
        new Contract(
            roster.next(Contract.STEM, bornWith()),
            brought.name(),
            brought.version(),
            last + 1,
            brought.endorsement(),
            brought.code().named(),
            brought.collections().map(this::canonical)),
        roster.coming(Contract.STEM, bornWith(), leaving));
  }

  /**
   * The network without a contract: its services leave, and none come.
   *
   * @throws Refusal {@code NOT_FOUND} if none of that name was brought, {@code CONFLICT} if it is
   *     the one that the network was born with, or doesn't run
   */
  Roster without(String name) {
    List<Integer> brought =
        before.stream()
            .map(ContractVersion::contract)
            .filter(contract -> contract.name().equals(name))
            .map(Contract::number)
            .toList();
    List<Integer> leaving = running(name);
    if (!leaving.isEmpty() && !brought.containsAll(leaving)) {
      throw new Refusal(
          ProblemType.CONFLICT,
          name
              + " is the contract that the network was ordered with, and stays; a version of your"
              + " own can take its place.");
    }
    if (brought.isEmpty()) {
      throw Refusal.notFound("contract", name);
    }
    if (leaving.isEmpty()) {
      throw new Refusal(ProblemType.CONFLICT, "No version of " + name + " runs.");
    }
    return network.made().roster().leaving(Contract.STEM, bornWith(), leaving);
  }

  private String canonical(String collections) {
    return privateRules.orElseThrow().canonical(collections);
  }

  private void requireNew(Brought brought) {
    if (isGuest() && born.filter(b -> b.name().equals(brought.name())).isPresent()) {
      throw Refusal.of(
          ProblemType.CONFLICT,
          List.of(
              new Violation(
                  "name",
                  "The channel runs a contract named "
                      + brought.name()
                      + " already, which is its host's: give yours another name.")));
    }
    boolean taken =
        born.filter(b -> b.name().equals(brought.name()) && b.version().equals(brought.version()))
                .isPresent()
            || before.stream()
                .map(ContractVersion::contract)
                .anyMatch(
                    c -> c.name().equals(brought.name()) && c.version().equals(brought.version()));
    if (taken) {
      throw Refusal.of(
          ProblemType.CONFLICT,
          List.of(
              new Violation(
                  "version",
                  "There is a version "
                      + brought.version()
                      + " of "
                      + brought.name()
                      + " in this network already: give this one another.")));
    }
  }

  private void requireFew(Roster roster, boolean isNew, Brought brought, long jarBytes) {
    long running =
        roster.of(Contract.STEM, bornWith()).stream()
            .filter(member -> member.standing() != Standing.LEAVING)
            .count();
    if (isNew && isGuest() && running >= network.spec().ownContracts()) {
      throw new Refusal(
          ProblemType.CONFLICT,
          "The network was ordered with "
              + network.spec().ownContracts()
              + " contracts of its own (nodes.contract), and runs as many. Bring a next version of"
              + " one of them, or have its order changed to more.");
    }
    if (isNew && running >= MOST_AT_ONCE) {
      throw new Refusal(
          ProblemType.CONFLICT, "A network runs at most " + MOST_AT_ONCE + " contracts at once.");
    }
    if (before.size() >= MOST_VERSIONS
        || jarBytes + brought.code().named().bytes() > MOST_JAR_BYTES) {
      throw new Refusal(
          ProblemType.CONFLICT,
          "The network keeps at most "
              + MOST_VERSIONS
              + " versions of contracts, of "
              + (MOST_JAR_BYTES >> 30)
              + " GiB in all, and takes no more.");
    }
  }

  /** What a guest is born with is its host's, and in no roster of its own. */
  private int bornWith() {
    return born.isPresent() && !isGuest() ? 1 : 0;
  }

  /** The sequence that the ledger is at, 0 if it has no contract of that name. */
  private int lastSequence(String name) {
    int first = born.filter(b -> b.name().equals(name)).isPresent() ? 1 : 0;
    return before.stream()
        .filter(version -> version.withdrawnAt().isEmpty())
        .map(ContractVersion::contract)
        .filter(contract -> contract.name().equals(name))
        .mapToInt(Contract::sequence)
        .reduce(first, Math::max);
  }

  /** The numbers of the versions of that name that run. */
  private List<Integer> running(String name) {
    SortedMap<Integer, String> names = new TreeMap<>();
    born.filter(b -> !isGuest()).ifPresent(b -> names.put(1, b.name()));
    before.forEach(v -> names.put(v.contract().number(), v.contract().name()));
    return network.made().roster().of(Contract.STEM, bornWith()).stream()
        .filter(member -> member.standing() == Standing.ADMITTED)
        .map(member -> member.name().number())
        .filter(number -> name.equals(names.get(number)))
        .toList();
  }
}
