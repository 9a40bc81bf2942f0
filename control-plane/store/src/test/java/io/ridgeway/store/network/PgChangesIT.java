package io.ridgeway.store.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.ridgeway.engine.gateway.Credentials;
import io.ridgeway.engine.network.Changes;
import io.ridgeway.engine.network.Network;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.network.NetworkState;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.store.testing.Postgres;
import io.ridgeway.store.testing.Samples;
import io.ridgeway.store.testing.StoreCase;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PgChangesIT extends StoreCase {
  private static final Duration SOON = Duration.ofSeconds(60);

  @Inject Changes changes;
  @Inject Credentials credentials;

  private final List<NetworkId> heard = new CopyOnWriteArrayList<>();
  private Changes.Listening listening;

  @BeforeEach
  void listen() {
    listening = changes.listen(heard::add);
  }

  @AfterEach
  void stopListening() {
    listening.close();
    Postgres.reachable(true);
  }

  @Test
  void everyKindOfChangeIsTold() {
    Network network = network(signUp());
    expectOne(network.id(), "insert");

    system(() -> networks.touch(network.id()));
    expectOne(network.id(), "touch");

    system(() -> networks.keep(network.with(new NetworkState.Ready())));
    expectOne(network.id(), "keep");

    var operation = Samples.creation(network, clock.instant());
    system(() -> operations.insert(operation));
    expectOne(network.id(), "operation");
    system(() -> operations.update(operation));
    expectOne(network.id(), "operation's progress");

    var credential = Samples.credential(network, clock.instant());
    system(() -> credentials.insert(credential));
    expectOne(network.id(), "credential");
    system(() -> credentials.revoke(credential.id(), clock.instant()));
    expectOne(network.id(), "revocation");
  }

  @Test
  void aChangeIsToldOnceItIsCommittedAndOnlyThen() {
    // Given
    Network network = network(signUp());
    expectOne(network.id(), "insert");

    // When
    transactions.runAsSystem(
        () -> {
          networks.touch(network.id());
          networks.touch(network.id());
          pause(Duration.ofMillis(200));
          // Then
          assertThat(heard).isEmpty();
        });
    expectOne(network.id(), "two touches in one transaction");

    // When
    assertThatThrownBy(
        () ->
            transactions.runAsSystem(
                () -> {
                  networks.touch(network.id());
                  throw new IllegalArgumentException("no");
                }));
    pause(Duration.ofMillis(200));

    // Then
    assertThat(heard).isEmpty();
  }

  @Test
  void afterABreakItIsCalledForEverything() {
    // Given
    Network there = network(signUp());
    Network gone = network(signUp());
    system(() -> networks.keep(gone.with(new NetworkState.Deleting().deleted())));
    expect(there.id(), "insert");
    expect(gone.id(), "deleted");
    pause(Duration.ofMillis(200));
    heard.clear();

    // When
    Postgres.reachable(false);
    pause(Duration.ofMillis(500));
    Postgres.reachable(true);

    // Then
    expect(there.id(), "after the break");
    expect(gone.id(), "went lately, so it may have been missed");

    // And it hears again
    pause(Duration.ofMillis(200));
    heard.clear();
    system(() -> networks.touch(there.id()));
    expectOne(there.id(), "touch");
  }

  @Test
  void whileTheDatabaseIsAwayWorkIsRefusedAndAfterwardsItGoesOn() {
    // Given
    Network network = network(signUp());

    // When
    Postgres.reachable(false);

    // Then: said at once, each time, and nothing hangs
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> transactions.asSystem(() -> networks.find(network.id())))
          .isInstanceOfSatisfying(
              Refusal.class, no -> assertThat(no.type()).isEqualTo(ProblemType.UNAVAILABLE));
    }

    // When
    Postgres.reachable(true);

    // Then: the very first one
    assertThat(transactions.asSystem(() -> networks.find(network.id()))).contains(network);
    forgetErrors();
  }

  @Test
  void aTransactionThatLosesItsConnectionKeepsNothing() {
    // Given
    Network network = Samples.network(signUp(), clock.instant());

    // When
    assertThatThrownBy(
            () ->
                transactions.runAsSystem(
                    () -> {
                      networks.insert(network);
                      Postgres.reachable(false);
                      networks.find(network.id());
                    }))
        .isInstanceOfSatisfying(
            Refusal.class, no -> assertThat(no.type()).isEqualTo(ProblemType.UNAVAILABLE));
    Postgres.reachable(true);

    // Then
    assertThat(transactions.asSystem(() -> networks.find(network.id()))).isEmpty();
    forgetErrors();
  }

  private void system(Runnable work) {
    transactions.runAsSystem(work);
  }

  private void expect(NetworkId network, String what) {
    await(what, SOON, () -> heard.contains(network));
  }

  private void expectOne(NetworkId network, String what) {
    expect(network, what);
    pause(Duration.ofMillis(50));
    assertThat(heard).as(what).containsExactly(network);
    heard.clear();
  }
}
