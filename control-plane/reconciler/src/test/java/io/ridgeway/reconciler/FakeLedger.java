package io.ridgeway.reconciler;

import io.ridgeway.adapter.Observation.Phase;
import io.ridgeway.adapter.conformance.FakeCityNode;
import io.ridgeway.engine.fake.OutsideAdministrator;
import io.ridgeway.framework.Administrators;
import io.ridgeway.framework.Answered;
import io.ridgeway.framework.Asked;
import io.ridgeway.framework.BirthRecord;
import io.ridgeway.framework.FrameworkDriver;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.framework.LedgerHealth;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.contract.Contract;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.CityNodeId;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A ledger that makes a block each second (or slower) by the clock, as long as a quorum of its
 * council runs: those that vote, who are changed one at a time.
 */
final class FakeLedger implements FrameworkDriver {
  private final Clock clock;
  private final List<FakeCityNode> cities;
  private Duration grown = Duration.ZERO;
  private Instant last;
  private long blockSeconds = 1;
  private final Set<NodeName> council = new TreeSet<>();
  boolean halted;

  /** How often it was asked to bring its nodes together. */
  int joins;

  /** The tenant's own contracts that it was last told to run, by their titles. */
  final Set<String> contracts = new TreeSet<>();

  /** Where nodes that came were told to begin. */
  final Map<NodeName, String> restored = new TreeMap<>();

  /** How often it was told who is revoked, and of nothing else. */
  int told;

  /** Whether members sign that too. */
  boolean asksForLists;

  /** Whether it takes no list of who is revoked. */
  boolean unwilling;

  /** A node that has the first block only. */
  String behind = "";

  /** Members who sign every change of the council themselves. */
  final Set<String> elsewhere = new TreeSet<>();

  /** Whether those members sign for contracts too, before it runs them. */
  boolean asksForContracts;

  /** Which change of its council is next; others change it too. */
  int configuration;

  private int asked;

  /** City nodes whose nodes have gone with them, whatever is asked of the rest. */
  final Set<CityNodeId> silent = new HashSet<>();

  FakeLedger(Clock clock, List<FakeCityNode> cities) {
    this.clock = clock;
    this.cities = cities;
    this.last = clock.instant();
  }

  /** Makes a block a minute from now on, and has patience for thirty of them. */
  synchronized void slowDown() {
    grown = grown.multipliedBy(60);
    blockSeconds = 60;
  }

  @Override
  public Duration patience(BirthRecord birth) {
    return blockSeconds == 1 ? Duration.ofMinutes(1) : Duration.ofMinutes(30);
  }

  @Override
  public synchronized LedgerHealth observe(LedgerEndpoints nodes, LedgerHealth before) {
    List<NodeName> running =
        nodes.nodes().keySet().stream().filter(n -> runs(ground(nodes), n)).toList();
    if (council.isEmpty()) {
      council.addAll(nodes.voters());
    }
    long voting = running.stream().filter(council::contains).count();
    Instant now = clock.instant();
    if (!halted && voting >= council.size() - (council.size() - 1) / 3) {
      grown = grown.plus(Duration.between(last, now));
    }
    last = now;
    long height = grown.toSeconds() / blockSeconds;
    Map<NodeName, Long> heights = new TreeMap<>();
    running.forEach(n -> heights.put(n, n.value().equals(behind) ? 0 : height));
    boolean agreed = voting == council.size();
    return new LedgerHealth(
        voting > 0 ? height : -1,
        heights,
        agreed,
        before.progressedAt(),
        agreed ? "" : "Not all voters answer.");
  }

  @Override
  public Set<String> replaceableRoles() {
    return Set.of("validator", "rpc");
  }

  @Override
  public synchronized Optional<String> join(LedgerEndpoints nodes, Administrators administrators) {
    joins++;
    if (administrators.revokesAlone()) {
      if (asksForLists && !isAgreed(administrators, "lists")) {
        return Optional.of("a signature");
      }
      administrators.used();
      told++;
      return unwilling ? Optional.of("it takes no list") : Optional.empty();
    }
    restored.putAll(administrators.restoring());
    List<String> titles = administrators.contracts().stream().map(Contract::title).toList();
    if (asksForContracts
        && administrators.isBringing()
        && !contracts.containsAll(titles)
        && !isAgreed(administrators, "contracts " + titles)) {
      return Optional.of("a signature");
    }
    contracts.clear();
    contracts.addAll(titles);
    Optional<String> era =
        administrators.ordered().map(spec -> spec.parameters().get(FakePack.ERA));
    if (era.isPresent() && !nodes.birth().values().containsKey(FakePack.ERA)) {
      administrators.settle(FakePack.ERA, era.get());
      return Optional.of("the nodes are started again, for another era");
    }
    Set<NodeName> coming = new TreeSet<>(nodes.voters());
    coming.removeAll(council);
    Set<NodeName> going = new TreeSet<>(council);
    going.removeAll(nodes.voters());
    if (council.isEmpty() || (coming.isEmpty() && going.isEmpty())) {
      return Optional.empty();
    }
    if (!isAgreed(administrators, "+" + coming + " -" + going)) {
      return Optional.of("a signature");
    }
    if (!coming.isEmpty()) {
      NodeName next = coming.iterator().next();
      if (!runs(ground(nodes), next)) {
        return Optional.of(next + " does not answer yet");
      }
      administrators.used();
      configuration++;
      council.add(next);
      return Optional.of(next + " is taken in");
    }
    NodeName next = going.iterator().next();
    administrators.used();
    configuration++;
    council.remove(next);
    return Optional.of(next + " is let go");
  }

  /** Whether those have signed whose keys are elsewhere; they are asked if they weren't. */
  private boolean isAgreed(Administrators administrators, String what) {
    byte[] body = (configuration + ": " + what).getBytes(StandardCharsets.UTF_8);
    List<Answered> answers =
        administrators.asked().stream()
            .filter(a -> Arrays.equals(a.asked().bodyBytes(), body))
            .toList();
    if (answers.size() < elsewhere.size()) {
      administrators.ask(
          elsewhere.stream()
              .map(
                  member ->
                      Asked.of(
                          member,
                          OutsideAdministrator.CERTIFICATE,
                          what,
                          ("head " + ++asked).getBytes(StandardCharsets.UTF_8),
                          body))
              .toList());
      return false;
    }
    return answers.stream().allMatch(a -> a.signature().isPresent());
  }

  /** Whose nodes they are. */
  private static NetworkId ground(LedgerEndpoints nodes) {
    return Optional.ofNullable(nodes.birth().values().get(FakeHosting.HOST))
        .map(NetworkId::new)
        .orElse(nodes.network());
  }

  private boolean runs(NetworkId network, NodeName node) {
    return cities.stream()
        .filter(c -> silent.stream().noneMatch(s -> c.toString().startsWith(s.value())))
        .flatMap(c -> c.open().observe(network).find(node).stream())
        .anyMatch(w -> w.phase() == Phase.RUNNING);
  }
}
