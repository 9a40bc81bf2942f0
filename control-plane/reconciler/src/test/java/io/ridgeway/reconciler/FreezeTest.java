package io.ridgeway.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.engine.Page;
import io.ridgeway.engine.freeze.Freeze;
import io.ridgeway.engine.freeze.Freeze.Kind;
import io.ridgeway.engine.freeze.Freeze.State;
import io.ridgeway.engine.freeze.FreezeRequest;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.model.network.NetworkState.Ready;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Accounts and contracts that are frozen and let go, with a record. */
class FreezeTest {
  @Test
  void anAccountIsFrozenAndLetGoInTheVeryNextBlock() {
    // Given
    World world = ready();
    Reconciler reconciler = world.reconciler();

    // When
    begin(world, Kind.ACCOUNT, "Bob", true);
    world.converge(reconciler);

    // Then
    assertDone(world);
    assertThat(ledger(world).frozen).containsExactly("bob");
    assertThat(newest(world).transactions())
        .singleElement()
        .satisfies(
            sent -> {
              assertThat(sent.name()).isEqualTo("tx-1");
              assertThat(sent.receipt().orElseThrow().block()).isEqualTo(7);
            });

    // When the ledger has no other block since, so it tells what was before
    begin(world, Kind.ACCOUNT, "bob", false);
    world.converge(reconciler);

    // Then
    assertDone(world);
    assertThat(ledger(world).frozen).isEmpty();
    assertThat(ledger(world).done).containsExactly("freezes bob", "thaws bob");
    assertThat(
            world
                .store
                .asSystem(
                    () -> world.store.audit.list(new Page.Request(Optional.empty(), 100)).items())
                .stream()
                .map(e -> e.action() + " " + e.detail()))
        .anyMatch(e -> e.startsWith("freeze.begin") && e.contains("case 7"))
        .anyMatch(e -> e.startsWith("freeze.done") && e.contains("bob is frozen since block 7"))
        .anyMatch(e -> e.startsWith("unfreeze.done") && e.contains("bob goes on since block 8"));
  }

  @Test
  void aContractIsTakenByTheGovernorAndGivenBackOnceItGoesOn() {
    // Given
    World world = ready();
    Reconciler reconciler = world.reconciler();

    // When
    begin(world, Kind.CONTRACT, "shop", true);
    world.converge(reconciler);

    // Then
    assertDone(world);
    assertThat(newest(world).administrator()).contains("ann");
    assertThat(ledger(world).administrator).isEqualTo("governor");

    // When
    begin(world, Kind.CONTRACT, "shop", false);
    world.converge(reconciler);

    // Then
    assertDone(world);
    assertThat(ledger(world).done)
        .containsExactly("governor takes shop", "freezes shop", "thaws shop", "ann takes shop");

    // When its administrator is another one by the next time
    ledger(world).administrator = "ben";
    begin(world, Kind.CONTRACT, "shop", true);
    world.converge(reconciler);
    begin(world, Kind.CONTRACT, "shop", false);
    world.converge(reconciler);

    // Then
    assertThat(ledger(world).administrator).isEqualTo("ben");
  }

  @Test
  void whatItsAdministratorFrozeIsLetGoAndStaysIts() {
    // Given
    World world = ready();
    ledger(world).frozen.add("shop");

    // When
    begin(world, Kind.CONTRACT, "shop", false);
    world.converge(world.reconciler());

    // Then
    assertDone(world);
    assertThat(ledger(world).frozen).isEmpty();
    assertThat(ledger(world).administrator).isEqualTo("ann");
  }

  @Test
  void whatIsSoAlreadyIsFoundToBeSo() {
    // Given
    World world = ready();

    // When
    carryOut(world, Kind.CONTRACT, "shop", false);

    // Then
    assertThat(newest(world).transactions()).isEmpty();
    assertThat(newest(world).message()).isEqualTo("It was so already: nothing was sent.");
  }

  @Test
  void aNodesWordOfTheBlockBeforeEndsNothing() {
    // Given
    World world = ready();
    FakeFreezing ledger = ledger(world);

    // When its newest block freezes, which the second finds so
    carryOut(world, Kind.ACCOUNT, "bob", true);
    carryOut(world, Kind.ACCOUNT, "bob", true);
    assertThat(newest(world).transactions()).isEmpty();
    carryOut(world, Kind.ACCOUNT, "bob", false);
    // Then
    assertThat(ledger.frozen).isEmpty();

    // When
    carryOut(world, Kind.ACCOUNT, "bob", false);
    carryOut(world, Kind.ACCOUNT, "bob", true);
    // Then
    assertThat(ledger.frozen).containsExactly("bob");
    assertThat(ledger.done).containsExactly("freezes bob", "thaws bob", "freezes bob");
  }

  @Test
  void aFreezeThatComesAfterItFailedIsLetGo() {
    // Given
    World world = ready();
    FakeFreezing ledger = ledger(world);
    ledger.loses = true;
    begin(world, Kind.ACCOUNT, "bob", true);
    world.run(world.reconciler(), Duration.ofMinutes(20));
    assertFailed(world, "in time");
    Freeze failed = newest(world);

    // When
    ledger.loses = false;
    ledger.find();
    world.clock.advance(Duration.ofSeconds(1));
    carryOut(world, Kind.ACCOUNT, "bob", false);

    // Then
    assertThat(ledger.frozen).isEmpty();
    assertThat(
            world.store.asSystem(() -> world.store.freezes.find(failed.id())).orElseThrow().block())
        .as("what became of it is in its record")
        .contains(7L);
  }

  @Test
  void whoHasAContractByThenGetsItBack() {
    // Given a freeze that failed after it had noted who had the contract
    World world = ready();
    FakeFreezing ledger = ledger(world);
    ledger.refuses = true;
    begin(world, Kind.CONTRACT, "shop", true);
    world.converge(world.reconciler());
    assertFailed(world, "The ledger refuses: It is full.");
    assertThat(newest(world).administrator()).contains("ann");

    // When
    ledger.refuses = false;
    ledger.administrator = "ben";
    carryOut(world, Kind.CONTRACT, "shop", true);
    carryOut(world, Kind.CONTRACT, "shop", false);

    // Then
    assertThat(ledger.administrator).isEqualTo("ben");
  }

  @Test
  void anErrorThatANodeHasIsWaitedOut() {
    // Given
    World world = ready();
    Reconciler reconciler = world.reconciler();
    ledger(world).trouble = new LedgerException.Refused(-1, "not now", Optional.empty());
    begin(world, Kind.ACCOUNT, "bob", true);
    world.run(reconciler, Duration.ofMinutes(2));
    assertThat(newest(world).state()).isEqualTo(State.RUNNING);

    // When
    ledger(world).trouble = null;
    world.converge(reconciler);
    // Then
    assertDone(world);
  }

  private static void carryOut(World world, Kind kind, String address, boolean frozen) {
    world.clock.advance(Duration.ofSeconds(1));
    begin(world, kind, address, frozen);
    world.converge(world.reconciler());
    assertDone(world);
  }

  @Test
  void whatIsLostIsSentAgainOnceItCannotComeAnyMore() {
    // Given
    World world = ready();
    ledger(world).loses = true;
    begin(world, Kind.ACCOUNT, "bob", true);
    Reconciler reconciler = world.reconciler();

    // When
    world.run(reconciler, Duration.ofSeconds(20));
    // Then
    assertThat(newest(world).transactions()).hasSize(1);

    // When
    ledger(world).loses = false;
    world.converge(reconciler);
    // Then
    assertDone(world);
    assertThat(newest(world).transactions()).hasSize(2);
  }

  @Test
  void whatWasSentIsFoundThoughNobodySaysThatItWasTaken() {
    // Given
    World world = ready();
    ledger(world).unsure = true;

    // When
    begin(world, Kind.CONTRACT, "shop", true);
    world.converge(world.reconciler());

    // Then
    assertDone(world);
    assertThat(ledger(world).done).containsExactly("governor takes shop", "freezes shop");
  }

  @Test
  void whatTheLedgerRefusesOrDoesNotHaveFails() {
    // Given
    World world = ready();
    Reconciler reconciler = world.reconciler();
    ledger(world).invalid = true;

    // When
    begin(world, Kind.ACCOUNT, "bob", true);
    world.converge(reconciler);
    // Then
    assertFailed(world, "The ledger refuses: -1 no");
    assertThat(newest(world).transactions())
        .singleElement()
        .satisfies(
            sent -> assertThat(sent.receipt()).contains(new Freeze.Receipt(7, false, "-1 no")));

    // When
    ledger(world).there = false;
    begin(world, Kind.CONTRACT, "shop", true);
    world.converge(reconciler);
    // Then
    assertFailed(world, "There is no such contract.");
  }

  @Test
  void nobodyIsWaitedForForEver() {
    // Given
    World world = ready();
    ledger(world).silent = true;

    // When
    begin(world, Kind.ACCOUNT, "bob", true);
    world.converge(world.reconciler());

    // Then
    assertFailed(world, "in time");
  }

  @Test
  void whatNobodyForesawEndsItInTime() {
    // Given
    World world = ready();
    ledger(world).trouble = new Refusal(ProblemType.CONFLICT, "Custody says no.");

    // When
    begin(world, Kind.ACCOUNT, "bob", true);
    world.converge(world.reconciler());

    // Then
    assertFailed(world, "Custody says no.");
  }

  @Test
  void itConvergesWhereverTheProcessDies() {
    for (Kind kind : Kind.values()) {
      for (boolean frozen : new boolean[] {true, false}) {
        assertThat(
                new Disturbed(() -> begun(kind, frozen))
                    .byDeath(
                        world -> {
                          assertDone(world);
                          assertThat(ledger(world).frozen.isEmpty()).isEqualTo(!frozen);
                          assertThat(ledger(world).done).doesNotHaveDuplicates();
                        }))
            .contains(
                "before " + FaultPort.FREEZE,
                "after " + FaultPort.FREEZE,
                "after " + FaultPort.KEEP);
      }
    }
  }

  private static World begun(Kind kind, boolean frozen) {
    World world = ready();
    String address = kind == Kind.CONTRACT ? "shop" : "bob";
    if (!frozen) {
      ledger(world).frozen.add(address);
    }
    begin(world, kind, address, frozen);
    return world;
  }

  private static World ready() {
    World world = new World().created();
    world.pack.freezing = new FakeFreezing();
    return world;
  }

  private static FakeFreezing ledger(World world) {
    return Objects.requireNonNull(world.pack.freezing);
  }

  private static void begin(World world, Kind kind, String address, boolean frozen) {
    world
        .desks
        .freezes()
        .begin(
            world.admin,
            world.tenant,
            world.network,
            new FreezeRequest(kind, address, frozen, "A court's order.", "case 7"));
  }

  private static Freeze newest(World world) {
    return world
        .desks
        .freezes()
        .list(world.admin, world.tenant, world.network, Page.Request.first())
        .items()
        .get(0);
  }

  private static void assertDone(World world) {
    assertThat(newest(world).state()).as(newest(world).message()).isEqualTo(State.DONE);
    assertThat(world.operation().state()).isEqualTo(Operation.State.SUCCEEDED);
    assertThat(world.network().state()).isInstanceOf(Ready.class);
  }

  private static void assertFailed(World world, String why) {
    assertThat(newest(world).state()).isEqualTo(State.FAILED);
    assertThat(newest(world).message()).contains(why);
    assertThat(world.operation().state()).isEqualTo(Operation.State.FAILED);
    assertThat(world.network().state()).isInstanceOf(Ready.class);
  }
}
