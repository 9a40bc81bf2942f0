package io.ridgeway.framework.fiscobcos;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.framework.Call;
import io.ridgeway.framework.Freezing;
import io.ridgeway.framework.Freezing.Kind;
import io.ridgeway.framework.Freezing.Known;
import io.ridgeway.framework.Freezing.Order;
import io.ridgeway.framework.Freezing.Standing;
import io.ridgeway.framework.Freezing.Subject;
import io.ridgeway.framework.LedgerClient;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.framework.LedgerHealth;
import io.ridgeway.framework.fiscobcos.conformance.ConformanceNode;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.network.NodeName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Members, certificates and what is frozen, changed on doubles that do as they are told. */
class ConformanceGovernanceIT extends OnDoubles {
  /** One that seals goes, and another comes in its place; doubles do as they are told. */
  @ParameterizedTest
  @EnumSource(Cryptography.class)
  void aSealerIsReplacedAndTheRulesAreKept(Cryptography cryptography) throws Exception {
    // Given
    Scenario scenario = write(cryptography);
    for (String name : directories.keySet()) {
      start(name);
    }
    await("all five together", () -> running.values().stream().allMatch(n -> n.company() == 5));
    TestAdministrators administrators = new TestAdministrators(scenario.identities(PACK));
    LedgerEndpoints before = endpoints(scenario);
    List<NodeName> voters = new ArrayList<>(before.voters());
    voters.remove(new NodeName("sealer-1"));
    voters.add(new NodeName("observer-1"));
    LedgerEndpoints wanted =
        new LedgerEndpoints(before.network(), before.nodes(), voters, before.birth());
    List<String> steps = new ArrayList<>();

    // When
    await(
        "nothing is missing",
        () -> {
          Optional<String> missing = PACK.driver().join(wanted, administrators);
          missing.filter(step -> !steps.contains(step)).ifPresent(steps::add);
          return missing.isEmpty();
        });

    // Then
    assertThat(steps)
        .containsSubsequence("observer-1 is given a vote", "sealer-1 is let go")
        .noneMatch(step -> step.contains("refuse"));
    stop("sealer-1");
    long height = running.get("observer-1").height();
    await("four of four", () -> allAtLeast(height + 3));
    await(
        "agreement without it",
        () -> PACK.driver().observe(wanted, LedgerHealth.UNHEARD, administrators).agreed());
  }

  @ParameterizedTest
  @EnumSource(Cryptography.class)
  void anAccountAndAContractAreFrozenAndLetGo(Cryptography cryptography) throws Exception {
    // Given
    Scenario scenario = write(cryptography);
    for (String name : directories.keySet()) {
      start(name);
    }
    await("all five together", () -> running.values().stream().allMatch(n -> n.company() == 5));
    TestAdministrators administrators = new TestAdministrators(scenario.identities(PACK));
    LedgerEndpoints nodes = endpoints(scenario);
    String contract;
    try (LedgerClient client = PACK.client(nodes, administrators)) {
      contract =
          client
              .submit(
                  Call.deployment(
                      "0x6080",
                      "constructor()",
                      List.of(),
                      Map.of(),
                      clerk(cryptography, administrators)))
              .committed()
              .get()
              .result()
              .text();
    }

    // Then
    Subject bob = new Subject(Kind.ACCOUNT, "0x" + "b0".repeat(20));
    Subject shop = new Subject(Kind.CONTRACT, contract);
    Optional<String> deployer = Optional.of("0x" + "d0".repeat(20));
    assertThat(carriedOut(nodes, administrators, new Order(bob, true, Optional.empty()))).isOne();
    assertThat(carriedOut(nodes, administrators, new Order(shop, true, deployer))).isEqualTo(2);
    assertThat(carriedOut(nodes, administrators, new Order(shop, false, deployer))).isEqualTo(2);
    assertThat(carriedOut(nodes, administrators, new Order(bob, false, Optional.empty()))).isOne();
  }

  private static int carriedOut(
      LedgerEndpoints nodes, TestAdministrators administrators, Order order)
      throws InterruptedException {
    Freezing freezing = PACK.freezing().orElseThrow();
    List<String> sent = new ArrayList<>();
    await(
        order.toString(),
        () -> {
          Optional<Known> known =
              sent.stream()
                  .reduce((first, last) -> last)
                  .flatMap(name -> freezing.find(nodes, administrators, name))
                  .map(outcome -> new Known(outcome.block(), order.frozen()));
          // Others hear of a ruling a beat later.
          if (!sent.isEmpty() && known.isEmpty()) {
            return false;
          }
          Standing standing = freezing.look(nodes, administrators, order.subject(), known);
          if (!standing.is(order) && sent.size() < 4) {
            freezing.send(
                nodes, administrators, order, standing, begun -> sent.add(begun.transaction()));
          }
          return standing.is(order);
        });
    return sent.size();
  }

  /** As a rotation has nodes take theirs: each is waited for until it takes part again. */
  @ParameterizedTest
  @EnumSource(Cryptography.class)
  void certificatesAreRotatedOneNodeAtATimeWhileTheChainGoesOn(Cryptography cryptography)
      throws Exception {
    // Given
    Scenario scenario = write(cryptography);
    for (String name : directories.keySet()) {
      start(name);
    }
    await("all five together", () -> running.values().stream().allMatch(n -> n.company() == 5));
    TestIdentities renewed =
        scenario.identities(PACK).renewed(PACK.plan(scenario.spec()).identities());
    TestAdministrators administrators = new TestAdministrators(renewed);
    LedgerEndpoints nodes = endpoints(scenario);

    for (Workload workload : scenario.render(PACK, renewed.identities()).get(0).workloads()) {
      // When
      String name = workload.name().value();
      Map<String, String> before = files(name);
      stop(name);
      long height =
          running.values().stream().mapToLong(ConformanceNode::height).max().orElseThrow();
      directories.put(
          name,
          NodeDirectory.write(
              home.resolve(name), workload, renewed.secrets(), scenario.host(workload.name())));
      // Then the others go on without it
      await("blocks while " + name + " is away", () -> allAtLeast(height + 2));
      start(name);
      await(
          name + " takes part again",
          () -> {
            LedgerHealth health =
                PACK.driver().observe(nodes, LedgerHealth.UNHEARD, administrators);
            return health.agreed() && health.apart().isEmpty() && health.heights().size() == 5;
          });
      assertThat(changed(before, files(name)))
          .as("certificates, and no node id")
          .containsExactlyInAnyOrder(
              cryptography == Cryptography.STANDARD
                  ? new String[] {"ssl.crt"}
                  : new String[] {"ssl.crt", "sm_ssl.crt", "sm_enssl.crt"});
    }
    assertThat(PACK.driver().join(nodes, administrators)).isEmpty();
  }

  private Map<String, String> files(String name) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.list(directories.get(name).file("config.ini").getParent())) {
      for (Path file : all.toList()) {
        files.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return files;
  }

  private static List<String> changed(Map<String, String> before, Map<String, String> after) {
    assertThat(after.keySet()).isEqualTo(before.keySet());
    return after.keySet().stream().filter(n -> !before.get(n).equals(after.get(n))).toList();
  }
}
