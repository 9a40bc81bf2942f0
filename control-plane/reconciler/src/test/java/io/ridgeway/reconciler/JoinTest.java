package io.ridgeway.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.framework.LedgerException;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.model.network.Condition.Status;
import io.ridgeway.model.network.Condition.Type;
import io.ridgeway.model.network.NetworkState;
import io.ridgeway.model.network.NetworkState.Degraded;
import io.ridgeway.model.network.NetworkState.Ready;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.place.CityNodeId;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A ledger whose nodes an administrator brings together, and that makes blocks when it is used. */
class JoinTest {
  private final World world = World.ofChannel();
  private final Reconciler reconciler = world.reconciler();

  @Test
  void theNodesAreBroughtTogetherByOneSignatureThatTheAuditHas() {
    // When
    world.converge(reconciler);
    // Then
    Checks.of(world).stands();
    assertThat(world.channel.members).hasSize(5);
    assertThat(world.store.custody.signed())
        .containsExactly(FakeIdentities.ADMIN + ": makes the channel");
  }

  @Test
  void theProgressSaysWhatIsMissing() {
    // Given
    Set<String> messages = new LinkedHashSet<>();
    // When
    for (int i = 0; i < 20; i++) {
      reconciler.reconcile(world.network);
      messages.add(world.operation().message());
      world.clock.advance(Duration.ofMillis(500));
    }
    // Then
    assertThat(messages)
        .contains("Waits for the ledger: the channel is made, and no node is in it yet");
    assertThat(world.operation().state()).isEqualTo(Operation.State.SUCCEEDED);
  }

  @Test
  void aCertificateNamesEveryAddressOfItsNodeAndTheEndOfATunnel() {
    // When
    world.converge(reconciler);
    // Then
    NodeName node = NodeName.of("validator", 1);
    String pem =
        world.certificates().stream()
            .filter(c -> c.name().equals(node + "-tls"))
            .findFirst()
            .orElseThrow()
            .pem();
    assertThat(pem).contains("localhost", "127.0.0.1");
    assertThat(world.network().made().addresses().orElseThrow().all())
        .filteredOn(a -> a.node().equals(node))
        .isNotEmpty()
        .allSatisfy(
            a -> assertThat(a.from().values()).allMatch(there -> pem.contains(there.host())));
    assertThat(world.deployments())
        .flatMap(d -> d.workloads())
        .filteredOn(w -> w.name().equals(node))
        .singleElement()
        .satisfies(w -> assertThat(w.files()).anyMatch(f -> f.text().equals(pem)));
  }

  @Test
  void aNodeThatDoesNotAnswerIsWaitedFor() {
    // Given
    world.channel.trouble = () -> new LedgerException.Unreachable("validator-1 doesn't answer");
    // When
    world.run(reconciler, Duration.ofSeconds(30));
    // Then
    assertThat(world.operation().message())
        .isEqualTo("Waits for the ledger: validator-1 doesn't answer");
    assertThat(world.network().state()).isInstanceOf(NetworkState.Provisioning.class);
    world.channel.trouble = null;
    world.converge(reconciler);
    Checks.of(world).stands();
  }

  @Test
  void aLedgersNoIsToldInItsOwnWordsAndTriedAgain() {
    // Given
    world.channel.trouble =
        () -> new LedgerException.Refused(403, "the genesis isn't mine", Optional.empty());
    // When
    world.run(reconciler, Duration.ofSeconds(30));
    // Then
    assertThat(world.operation().message()).isEqualTo("The ledger refuses: the genesis isn't mine");
    world.channel.trouble = null;
    world.converge(reconciler);
    Checks.of(world).stands();
  }

  @Test
  void aPacksOwnFaultIsNotTheReconcilers() {
    // Given
    world.channel.trouble = () -> new IllegalStateException("at host 10.0.0.7: oops");
    // When
    world.run(reconciler, Duration.ofSeconds(30));
    // Then
    assertThat(world.operation().message())
        .isEqualTo("The nodes can't be brought together now; the operator must see to it.");
    assertThat(world.network().nodes()).hasSize(5).allMatch(n -> n.phase().equals("RUNNING"));
    world.channel.trouble = null;
    world.converge(reconciler);
    Checks.of(world).stands();
  }

  @Test
  void nothingIsSignedWithAKeyThatIsNotAnAdministrators() {
    // Given
    world.channel.administrator = "validator-1";
    // When
    world.converge(reconciler);
    // Then
    assertThat(world.operation().state()).isEqualTo(Operation.State.FAILED);
    assertThat(world.operation().message())
        .contains("asked for a signature of validator-1", "no administrator's key");
    assertThat(world.store.custody.signed()).isEmpty();
  }

  @Test
  void nothingIsSignedWithAKeyThatATenantMadeForApplications() {
    // Given
    world.store.runAsSystem(
        () ->
            world.store.custody.ensure(
                world.tenant, world.network, Curve.SECP256K1, Purpose.TRANSACTION, "app-1"));
    world.channel.administrator = "app-1";
    // When
    world.converge(reconciler);
    // Then
    assertThat(world.operation().message()).contains("asked for a signature of app-1");
    assertThat(world.store.custody.signed()).isEmpty();
  }

  @Test
  void anApplicationsKeyWithTheNameOfANodeIsNotTakenForTheNodes() {
    // Given
    world.store.runAsSystem(
        () ->
            world.store.custody.ensure(
                world.tenant, world.network, Curve.SECP256K1, Purpose.TRANSACTION, "validator-1"));
    // When
    world.converge(reconciler);
    // Then
    assertThat(world.network().state()).isEqualTo(new Ready());
  }

  @Test
  void anApplicationsKeyWithTheNameOfTheAdministratorIsRefused() {
    // Given
    world.store.runAsSystem(
        () ->
            world.store.custody.ensure(
                world.tenant,
                world.network,
                Curve.SECP256K1,
                Purpose.TRANSACTION,
                FakeIdentities.ADMIN));
    // When
    world.converge(reconciler);
    // Then
    assertThat(world.operation().state()).isEqualTo(Operation.State.FAILED);
    assertThat(world.operation().message())
        .contains("The name sample-admin is taken by a key of another kind");
    assertThat(world.certificates()).isEmpty();
  }

  @Test
  void aNetworkThatIsWellIsLeftAlone() {
    // Given
    world.created();
    int joins = world.channel.joins;
    int lists = world.authorities.lists();
    // When
    for (int pass = 0; pass < 60; pass++) {
      reconciler.reconcile(world.network);
      world.clock.advance(Duration.ofSeconds(10));
    }
    // Then
    assertThat(world.authorities.lists() - lists).as("one look a pass").isEqualTo(60);
    assertThat(world.channel.joins).isEqualTo(joins);
    assertThat(world.store.custody.signed()).hasSize(1);
    assertThat(world.network().state()).isEqualTo(new Ready());
    assertThat(world.condition(Type.PROGRESSING).status()).isEqualTo(Status.TRUE);
    assertThat(world.condition(Type.PROGRESSING).reason()).isEqualTo("Agreed");
  }

  @Test
  void aNodeThatTheLedgerDoesNotKnowIsBroughtInAgain() {
    // Given
    world.created();
    world.channel.members.remove(NodeName.of("rpc", 1));
    // When
    world.run(reconciler, Duration.ofSeconds(20));
    // Then
    assertThat(world.channel.members).contains(NodeName.of("rpc", 1));
    assertThat(world.network().state()).isEqualTo(new Ready());
  }

  @Test
  void votersThatDoNotAgreeAreToldAfterAMinuteAndForgivenOnceTheyDo() {
    // Given
    world.created();
    world.channel.split = true;
    // When
    world.run(reconciler, Duration.ofSeconds(45));
    assertThat(world.network().state()).isEqualTo(new Ready());
    world.run(reconciler, Duration.ofSeconds(45));
    // Then
    assertThat(world.condition(Type.PROGRESSING).status()).isEqualTo(Status.FALSE);
    assertThat(world.condition(Type.PROGRESSING).reason()).isEqualTo("Halted");
    assertThat(world.condition(Type.PROGRESSING).message())
        .startsWith("Not enough of its voters agree");
    assertThat(world.network().state()).isEqualTo(new Degraded());
    world.channel.split = false;
    world.run(reconciler, Duration.ofSeconds(30));
    assertThat(world.network().state()).isEqualTo(new Ready());
  }

  @Test
  void itDoesNotFlapWhetherItIsUsedOrNot() {
    // Given
    world.created();
    Set<String> said = new LinkedHashSet<>();
    // When
    for (int i = 0; i < 60; i++) {
      world.ledger.halted = i % 3 != 0;
      world.run(reconciler, Duration.ofSeconds(10));
      said.add(world.condition(Type.PROGRESSING).toString());
      said.add(world.network().state().name());
    }
    // Then
    assertThat(said).hasSize(2);
    assertThat(world.network().height()).isPositive();
  }

  @Test
  void aQuorumThatAnswersGoesOnThoughACityNodeIsLost() {
    // Given: one voter of four is at the one that is lost
    List<CityNodeId> four =
        Stream.of("east", "north", "south", "west").map(CityNodeId::new).toList();
    World wide = World.ofChannel(four).created();
    Reconciler its = wide.reconciler();
    int joins = wide.channel.joins;
    wide.ledger.silent.add(four.get(3));
    wide.provider.cut.add(four.get(3));
    // When
    wide.run(its, Duration.ofMinutes(3));
    // Then
    assertThat(wide.condition(Type.PROGRESSING).status()).isEqualTo(Status.TRUE);
    assertThat(wide.channel.joins).isEqualTo(joins);
    // When: another is lost
    wide.ledger.silent.add(four.get(2));
    wide.provider.cut.add(four.get(2));
    wide.run(its, Duration.ofMinutes(3));
    // Then
    assertThat(wide.condition(Type.PROGRESSING).status()).isEqualTo(Status.FALSE);
  }
}
