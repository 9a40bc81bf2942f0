package io.ridgeway.reconciler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.engine.Page;
import io.ridgeway.engine.takedown.Takedown;
import io.ridgeway.engine.takedown.Takedown.State;
import io.ridgeway.engine.takedown.TakedownDesk;
import io.ridgeway.engine.takedown.TakedownRequest;
import io.ridgeway.model.network.NetworkState.Ready;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Private data that are erased, with a record that outlives them. */
class TakedownTest {
  @Test
  void dataAreErasedAndTheRecordSaysWhatTheNodesSaid() {
    // Given
    World world = ready();
    Takedown begun = begin(world, "person-17");

    // When
    world.converge(world.reconciler());

    // Then
    assertPurged(world);
    Takedown record = record(world);
    assertThat(record.id()).isEqualTo(begun.id());
    assertThat(record.keyHashes()).containsExactly("hash of 9");
    assertThat(record.outcome().orElseThrow().block()).isEqualTo(7);
    assertThat(record.answers())
        .extracting(a -> a.node() + " " + a.found())
        .containsExactly("validator-1 ERASED", "validator-2 ERASED", "rpc-1 NOT_MEMBER");
    assertThat(record.sealedKeys()).as("nobody needs the keys any more").isEmpty();
    assertThat(data(world).data).containsExactly("bob");
    assertThat(
            world
                .store
                .asSystem(
                    () -> world.store.audit.list(new Page.Request(Optional.empty(), 100)).items())
                .stream()
                .map(e -> e.action() + " " + e.detail()))
        .anyMatch(e -> e.startsWith("takedown.begin") && e.contains("file 7"))
        .anyMatch(e -> e.startsWith("takedown.agreed") && e.contains("block 7"))
        .anyMatch(e -> e.startsWith("takedown.purged"))
        .noneMatch(e -> e.contains("person-17"));
  }

  @Test
  void aTransactionThatIsLostOrDoesNotCountIsFollowedByAnother() {
    // Given
    World world = ready();
    data(world).loses = true;
    begin(world, "person-17");
    Reconciler reconciler = world.reconciler();

    // When
    world.run(reconciler, Duration.ofSeconds(20));
    data(world).loses = false;
    data(world).valid = false;
    world.converge(reconciler);

    // Then
    assertPurged(world);
    assertThat(record(world).attempts()).hasSize(3);
  }

  @Test
  void whatTheContractRefusesFailsAndCanBeTriedAgain() {
    // Given
    World world = ready();
    data(world).data.clear();
    begin(world, "person-17");
    Reconciler reconciler = world.reconciler();

    // When
    world.converge(reconciler);

    // Then
    assertThat(record(world).state()).isEqualTo(State.FAILED);
    assertThat(record(world).message()).contains("The contract refuses: There is nothing");
    assertThat(world.operation().state()).isEqualTo(Operation.State.FAILED);
    assertThat(world.network().state()).isInstanceOf(Ready.class);

    // When
    data(world).data.add("person-17");
    world.desks.takedowns().retry(world.admin, world.tenant, world.network, record(world).id());
    world.converge(reconciler);

    // Then
    assertPurged(world);
  }

  @Test
  void whoDoesNotConfirmIsNamedAndAskedAgain() {
    // Given
    World world = ready();
    data(world).oneAway = true;
    begin(world, "person-17");
    Reconciler reconciler = world.reconciler();

    // When
    world.run(reconciler, Duration.ofMinutes(12));

    // Then
    assertThat(record(world).state()).isEqualTo(State.UNCONFIRMED);
    assertThat(record(world).message()).contains("validator-2 SILENT").contains("block 7");
    int sent = data(world).sent.size();

    // When
    data(world).oneAway = false;
    world.desks.takedowns().retry(world.admin, world.tenant, world.network, record(world).id());
    world.converge(reconciler);

    // Then
    assertPurged(world);
    assertThat(data(world).sent).as("nothing is sent twice").hasSize(sent);
    assertThatThrownBy(
            () ->
                world
                    .desks
                    .takedowns()
                    .retry(world.admin, world.tenant, world.network, record(world).id()))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("is PURGED");
  }

  @Test
  void nodesThatDoNotAnswerAreWaitedForAndNotForEver() {
    // Given
    World world = ready();
    data(world).silent = true;
    begin(world, "person-17");

    // When
    world.converge(world.reconciler());

    // Then
    assertThat(record(world).state()).isEqualTo(State.FAILED);
    assertThat(record(world).message()).contains("in time");
    assertThat(world.operation().state()).isEqualTo(Operation.State.FAILED);
    assertThat(world.network().state()).isInstanceOf(Ready.class);
  }

  @Test
  void whatWasSentIsWaitedForThoughNobodySaysThatItWasTaken() {
    // Given
    World world = ready();
    data(world).unsure = true;
    begin(world, "person-17");

    // When
    world.converge(world.reconciler());

    // Then
    assertPurged(world);
    assertThat(record(world).attempts()).hasSize(1);
  }

  @Test
  void anAttemptThatWasBegunStaysInTheRecordWhateverEndsIt() {
    // Given
    World world = ready();
    data(world).refuses = true;
    begin(world, "person-17");
    Reconciler reconciler = world.reconciler();

    // When
    world.converge(reconciler);

    // Then
    assertThat(record(world).state()).isEqualTo(State.FAILED);
    assertThat(record(world).attempts()).hasSize(1);

    // When it was taken all the same
    String transaction = record(world).attempts().get(0).transaction();
    data(world).sent.put(transaction, true);
    data(world).data.remove("person-17");
    world.desks.takedowns().retry(world.admin, world.tenant, world.network, record(world).id());
    world.converge(reconciler);

    // Then
    assertPurged(world);
    assertThat(record(world).attempts()).hasSize(1);
  }

  @Test
  void whatTheContractSaysOfAKeyIsKeptWithoutIt() {
    // Given
    World world = ready();
    data(world).data.clear();
    begin(world, "person-17");

    // When
    world.converge(world.reconciler());

    // Then
    assertThat(record(world).message()).contains("keys key hash of 9.");
    assertThat(world.operation().toString()).contains("hash of 9").doesNotContain("person-17");
    assertThat(
            world.store.asSystem(
                () -> world.store.audit.list(new Page.Request(Optional.empty(), 100)).items()))
        .noneMatch(e -> e.detail().contains("person-17"));
  }

  @Test
  void whatNobodyForesawEndsItInTime() {
    // Given
    World world = ready();
    data(world).loses = true;
    begin(world, "person-17");
    Reconciler reconciler = world.reconciler();
    world.run(reconciler, Duration.ofSeconds(10));

    // When
    data(world).trouble = new Refusal(ProblemType.CONFLICT, "Custody says no.");
    world.converge(reconciler);

    // Then
    assertThat(record(world).state()).isEqualTo(State.FAILED);
    assertThat(record(world).message()).isEqualTo("Custody says no.");
    assertThat(world.operation().state()).isEqualTo(Operation.State.FAILED);
  }

  @Test
  void nodesHaveTheirTimeFromWhenTheLedgerAgreed() {
    // Given
    World world = ready();
    data(world).silent = true;
    data(world).oneAway = true;
    begin(world, "person-17");
    Reconciler reconciler = world.reconciler();
    world.run(reconciler, Duration.ofMinutes(13));

    // When
    data(world).silent = false;
    world.run(reconciler, Duration.ofMinutes(5));

    // Then
    assertThat(record(world).state()).isEqualTo(State.PURGING);
    assertThat(record(world).outcome()).isPresent();

    // When
    world.run(reconciler, Duration.ofMinutes(7));

    // Then
    assertThat(record(world).state()).isEqualTo(State.UNCONFIRMED);
  }

  @Test
  void itConvergesWhereverTheProcessDies() {
    assertThat(
            new Disturbed(
                    () -> {
                      World world = ready();
                      begin(world, "person-17");
                      return world;
                    })
                .byDeath(TakedownTest::assertPurged))
        .contains(
            "before " + FaultPort.PURGE, "after " + FaultPort.PURGE, "after " + FaultPort.KEEP);
  }

  private static World ready() {
    World world = new World().created().ofTenantsCode();
    world.pack.privateData = new FakePrivateData();
    world.bring("1.0");
    world.converge(world.reconciler());
    return world;
  }

  private static FakePrivateData data(World world) {
    return Objects.requireNonNull(world.pack.privateData);
  }

  private static Takedown begin(World world, String key) {
    return world
        .desks
        .takedowns()
        .begin(
            world.admin,
            world.tenant,
            world.network,
            new TakedownRequest("book", "secrets", List.of(key), "A request.", "file 7"));
  }

  private static Takedown record(World world) {
    TakedownDesk desk = world.desks.takedowns();
    return desk.list(world.admin, world.tenant, world.network, Page.Request.first()).items().get(0);
  }

  private static void assertPurged(World world) {
    assertThat(record(world).state()).as(record(world).message()).isEqualTo(State.PURGED);
    assertThat(data(world).data).doesNotContain("person-17");
    assertThat(world.operation().state()).isEqualTo(Operation.State.SUCCEEDED);
    assertThat(world.network().state()).isInstanceOf(Ready.class);
  }
}
