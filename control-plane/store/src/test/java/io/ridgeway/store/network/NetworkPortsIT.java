package io.ridgeway.store.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.ridgeway.engine.network.Hosting;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.NodeStatus;
import io.ridgeway.engine.network.Weekly;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.network.Condition;
import io.ridgeway.model.network.NetworkState;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.place.Address;
import io.ridgeway.model.place.Addresses;
import io.ridgeway.model.place.HostPort;
import io.ridgeway.model.place.Placement;
import io.ridgeway.model.place.Viewpoint;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.store.testing.Samples;
import io.ridgeway.store.testing.StoreCase;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class NetworkPortsIT extends StoreCase {
  private TenantId tenant;
  private Network network;

  @BeforeEach
  void aNetwork() {
    tenant = signUp();
    network = network(tenant);
  }

  @Test
  void guestsAreFoundByTheirHostAndHostsByAnOperatorsWord() {
    // Given
    TenantId other = signUp();
    Network guest = network(other);
    Weekly weekly =
        new Weekly(DayOfWeek.SUNDAY, LocalTime.of(3, 30), ZoneId.of("Asia/Shanghai"), 90);
    Hosting word = new Hosting(2, true, Optional.of(weekly));
    Network host = network.with(network.made().hosting(word)).fencedAnew();
    transactions.runAsSystem(
        () -> {
          networks.lock(network.id());
          networks.change(host);
          networks.keep(
              guest.with(
                  guest
                      .made()
                      .hostedBy(host.id(), new Placement(Map.of(), List.of("there"), true))));
        });

    // Then
    transactions.runAsSystem(
        () -> {
          assertThat(networks.hosts()).extracting(Network::id).contains(host.id());
          assertThat(networks.get(host.id()).made().hosting()).contains(word);
          assertThat(networks.carriers()).extracting(Network::id).contains(host.id());
          assertThat(networks.carriers()).extracting(Network::id).doesNotContain(guest.id());
          assertThat(networks.guests(host.id()))
              .extracting(Network::id)
              .containsExactly(guest.id());
          assertThat(networks.guests(guest.id())).isEmpty();
        });
    // Then within a tenant's scope only that tenant's
    transactions.runInTenant(tenant, () -> assertThat(networks.guests(host.id())).isEmpty());

    // When
    transactions.runAsSystem(
        () -> {
          networks.lock(host.id());
          networks.change(host.with(host.made().hosting(new Hosting(2, false))));
          Network left = networks.lock(guest.id()).orElseThrow();
          networks.change(left.with(left.made().cleared()));
        });

    // Then
    transactions.runAsSystem(
        () -> {
          assertThat(networks.hosts()).extracting(Network::id).doesNotContain(host.id());
          assertThat(networks.guests(host.id())).isEmpty();
        });
  }

  @Test
  void aNetworkIsKeptAsItIs() {
    // Given
    NodeName node = new NodeName("validator-1");
    Network found =
        network
            .with(
                network
                    .made()
                    .placed(
                        new Placement(Map.of(node, Samples.LOCAL), List.of("the only one"), false),
                        new Software("goquorum", "22.7.4"))
                    .addressed(
                        new Addresses(
                            List.of(
                                new Address(
                                    node,
                                    "rpc",
                                    Map.of(
                                        Viewpoint.INSIDE, new HostPort("127.0.20.1", 8545),
                                        Viewpoint.GATEWAY, new HostPort("::1", 8545))))))
                    .born(Map.of("chainId", "1337", "genesis", "{\"alloc\":{}}")))
            .seen(
                List.of(
                    new NodeStatus(
                        node, "validator", Samples.LOCAL, "RUNNING", 2, 17, 99, "", "on host-7")),
                List.of(
                    new Condition(
                        Condition.Type.PROGRESSING,
                        Condition.Status.TRUE,
                        "Growing",
                        "Blocks are made.",
                        clock.instant())),
                17)
            .readyFrom(clock.instant());

    for (NetworkState state :
        List.of(
            new NetworkState.Placed(),
            new NetworkState.Ready(),
            new NetworkState.Failed("The disk is full; make room."),
            new NetworkState.Unknown(clock.instant()))) {
      // When
      boolean kept = transactions.inTenant(tenant, () -> networks.keep(found.with(state)));

      // Then
      assertThat(kept).isTrue();
      assertThat(transactions.inTenant(tenant, () -> networks.find(network.id())))
          .contains(found.with(state));
    }
  }

  @Test
  void aPassNeverChangesTheDesire() {
    // Given
    Network passing =
        transactions.asSystem(() -> networks.takeOver(network.id(), "w1")).orElseThrow();
    Network unwanted = deleting(passing, passing.fence());

    // When
    transactions.asSystem(() -> networks.keep(unwanted));

    // Then
    Network now = transactions.asSystem(() -> networks.get(network.id()));
    assertThat(now.desire()).isEqualTo(Network.Desire.RUNNING);
    assertThat(now.removalAt()).isEmpty();
  }

  @Test
  void aPassWhoseFenceWasRaisedKeepsNothing() {
    // Given
    Network passing =
        transactions.asSystem(() -> networks.takeOver(network.id(), "w1")).orElseThrow();

    // When
    transactions.runAsSystem(() -> networks.changeDesire(deleting(passing, passing.fence() + 1)));

    // Then
    assertThat(
            transactions.<Boolean>asSystem(
                () -> networks.keep(passing.with(new NetworkState.Ready()))))
        .isFalse();
    Network now = transactions.asSystem(() -> networks.get(network.id()));
    assertThat(now.state()).isEqualTo(new NetworkState.Deleting());
    assertThat(now.desire()).isEqualTo(Network.Desire.DELETED);
    assertThat(now.fence()).isEqualTo(passing.fence() + 1);
  }

  @Test
  void onlyAnotherWorkerRaisesTheFence() {
    assertThat(takenOverBy("w1").fence()).as("nobody had it").isEqualTo(1);
    assertThat(takenOverBy("w1").fence()).as("the same one").isEqualTo(1);
    assertThat(takenOverBy("w2").fence()).as("another one").isEqualTo(2);
    assertThat(takenOverBy("w1").fence()).as("back again").isEqualTo(3);
    assertThat(transactions.asSystem(() -> networks.takeOver(NetworkId.next(), "w1"))).isEmpty();
  }

  @Test
  void aLockShowsWhatItLockedAlsoAfterAnEarlierRead() throws Exception {
    // Given: it was read in this transaction, and changed in another since
    AtomicBoolean released = new AtomicBoolean();
    CountDownLatch locked = new CountDownLatch(1);

    CompletableFuture<Void> other =
        transactions.asSystem(
            () -> {
              networks.get(network.id());
              transactions.apart(() -> networks.keep(network.with(new NetworkState.Placed())));
              // When
              Network seen = networks.lock(network.id()).orElseThrow();
              // Then
              assertThat(seen.state()).isEqualTo(new NetworkState.Placed());

              CompletableFuture<Void> waiting =
                  CompletableFuture.runAsync(
                      () ->
                          transactions.runAsSystem(
                              () -> {
                                locked.countDown();
                                networks.lock(network.id());
                                assertThat(released).as("it waited for the lock").isTrue();
                              }));
              awaitLatch(locked);
              pause(Duration.ofMillis(200));
              released.set(true);
              return waiting;
            });
    other.get();
  }

  @Test
  void aNameIsTakenUntilItsNetworkIsDeleted() {
    // Given
    Network twin = Network.ordered(NetworkId.next(), tenant, network.spec(), clock.instant());
    assertThat(
            transactions.inTenant(tenant, () -> networks.findByName(tenant, network.spec().name())))
        .contains(network);

    // When, Then
    assertThatThrownBy(() -> transactions.runInTenant(tenant, () -> networks.insert(twin)))
        .isInstanceOfSatisfying(
            Refusal.class, no -> assertThat(no.type()).isEqualTo(ProblemType.CONFLICT));

    // When
    transactions.runInTenant(tenant, () -> networks.keep(network.with(new NetworkState.Deleted())));

    // Then
    assertThat(
            transactions.inTenant(tenant, () -> networks.findByName(tenant, network.spec().name())))
        .isEmpty();
    transactions.runInTenant(tenant, () -> networks.insert(twin));
    TenantId another = signUp();
    transactions.runInTenant(
        another,
        () ->
            networks.insert(
                Network.ordered(NetworkId.next(), another, network.spec(), clock.instant())));
  }

  @Test
  void anOperationIsKeptAndOnlyOneIsUnderWay() {
    // Given
    Operation first = Samples.creation(network, clock.instant());
    transactions.runInTenant(tenant, () -> operations.insert(first));

    // When, Then
    assertThatThrownBy(
            () ->
                transactions.runInTenant(
                    tenant, () -> operations.insert(Samples.creation(network, clock.instant()))))
        .hasStackTraceContaining("operation_running");

    // When
    Operation over =
        new Operation(
            first.id(),
            tenant,
            network.id(),
            first.kind(),
            Operation.State.SUCCEEDED,
            List.of(
                new Operation.Step(
                    "place",
                    Operation.StepState.DONE,
                    "",
                    Optional.of(clock.instant()),
                    Optional.of(clock.instant()))),
            "done",
            first.requestedAt(),
            Optional.of(clock.instant()));
    Operation second = Samples.creation(network, clock.instant().plusSeconds(1));
    transactions.runInTenant(
        tenant,
        () -> {
          operations.update(over);
          operations.insert(second);
        });

    // Then
    transactions.runInTenant(
        tenant,
        () -> {
          assertThat(operations.find(first.id())).contains(over);
          assertThat(operations.running(network.id())).contains(second);
          assertThat(operations.of(network.id())).containsExactly(second, over);
          assertThat(operations.open(network.id())).containsExactly(second);
        });

    // When that one stands aside
    Operation aside = second.aside("lets another one go first");
    Operation third = Samples.creation(network, clock.instant().plusSeconds(2));
    transactions.runInTenant(
        tenant,
        () -> {
          operations.update(aside);
          operations.insert(third);
        });

    // Then
    transactions.runInTenant(
        tenant,
        () -> {
          assertThat(operations.find(second.id())).contains(aside);
          assertThat(operations.running(network.id())).contains(third);
          assertThat(operations.open(network.id())).containsExactly(third, aside);
        });
  }

  private Network takenOverBy(String worker) {
    return transactions.asSystem(() -> networks.takeOver(network.id(), worker)).orElseThrow();
  }

  private Network deleting(Network from, long fence) {
    return deleting(from, fence, clock.instant());
  }

  /** As a desk has it that was asked to remove it. */
  static Network deleting(Network from, long fence, Instant at) {
    return new Network(
        from.id(),
        from.tenant(),
        from.spec(),
        from.createdAt(),
        Network.Desire.DELETED,
        fence,
        Optional.of(at),
        new NetworkState.Deleting(),
        from.found(),
        from.suspension());
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
