package io.ridgeway.store.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.ridgeway.engine.Schedule;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.SettableClock;
import io.ridgeway.model.SubscriptionId;
import io.ridgeway.model.TenantId;
import io.ridgeway.store.testing.Postgres;
import io.ridgeway.store.testing.StoreCase;
import io.ridgeway.store.testing.World;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DurableTasksIT extends StoreCase {
  private static final Duration SOON = Duration.ofSeconds(60);

  /** Nothing but the signal after a commit can be quick with this. */
  private static final Duration SELDOM = Duration.ofMinutes(10);

  /** How long an outage lasts. */
  private static final Duration AWAY =
      Duration.ofSeconds(Integer.getInteger("ridgeway.outage.seconds", 3));

  private static final Duration AT_ONCE = Duration.ofSeconds(1);
  private static final Duration OFTEN = Duration.ofMillis(50);

  @Inject Schedule schedule;
  @Inject WorkGround ground;
  @Inject SettableClock settable;
  @Inject World world;

  private final List<DurableTasks> started = new ArrayList<>();
  private NetworkId network;

  @BeforeEach
  void aNetwork() {
    network = network(signUp()).id();
  }

  @AfterEach
  void stop() {
    Postgres.reachable(true);
    started.forEach(DurableTasks::close);
  }

  @Test
  void whatIsCommittedIsBegunAtOnce() {
    // Given
    List<Long> begun = new CopyOnWriteArrayList<>();
    start(SELDOM, reconciling(id -> begun.add(System.nanoTime())));
    pause(Duration.ofMillis(200));

    // When: three times if need be, since what else the machine does is none of the tasks'
    List<Duration> took = new ArrayList<>();
    do {
      int before = begun.size();
      wish();
      long committed = System.nanoTime();
      await("a pass", SOON, () -> begun.size() > before);
      took.add(Duration.ofNanos(begun.get(before) - committed));
      await("the task is gone", SOON, () -> rows().isEmpty());
    } while (took.size() < 3 && Collections.min(took).compareTo(AT_ONCE) >= 0);

    // Then
    assertThat(Collections.min(took)).isLessThan(AT_ONCE);
  }

  @Test
  void whatIsRolledBackIsNeverBegun() {
    // Given
    AtomicInteger passes = new AtomicInteger();
    start(OFTEN, reconciling(id -> passes.incrementAndGet()));

    // When
    world.rolledBack(() -> schedule.reconcile(network));

    // Then
    pause(Duration.ofMillis(500));
    assertThat(passes).hasValue(0);
    assertThat(rows()).isEmpty();
    assertThat(counter()).isZero();
  }

  @Test
  void aWishDuringAPassHasAnotherFollow() throws InterruptedException {
    // Given: a pass that is under way
    AtomicInteger passes = new AtomicInteger();
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    start(
        SELDOM,
        reconciling(
            id -> {
              passes.incrementAndGet();
              begun.countDown();
              awaitLatch(goOn);
            }));
    wish();
    awaitLatch(begun);

    // When: it is asked for, and the pass, which knows nothing of it, says that there is nothing
    // left to do
    wish();
    assertThat(rows()).as("left alone while it is picked").containsExactly("true");
    goOn.countDown();

    // Then
    await("a second pass", SOON, () -> passes.get() == 2);
    await("the task is gone", SOON, () -> rows().isEmpty());
    assertThat(counter()).isEqualTo(2);
  }

  @Test
  void noWishIsLostHoweverTheyFall() throws Exception {
    // Given: passes that remember the counter that they could have seen when they began
    AtomicInteger passes = new AtomicInteger();
    Map<NetworkId, Long> seen = new ConcurrentHashMap<>();
    start(
        OFTEN,
        reconciling(
            id -> {
              seen.put(id, counter());
              passes.incrementAndGet();
              pause(Duration.ofMillis(ThreadLocalRandom.current().nextInt(8)));
            }));

    // When
    int wishers = 4;
    int each = 40;
    ExecutorService threads = Executors.newFixedThreadPool(wishers);
    List<Future<?>> done = new ArrayList<>();
    for (int i = 0; i < wishers; i++) {
      done.add(
          threads.submit(
              () -> {
                for (int j = 0; j < each; j++) {
                  wish();
                  pause(Duration.ofMillis(ThreadLocalRandom.current().nextInt(12)));
                }
              }));
    }
    for (Future<?> one : done) {
      one.get();
    }
    threads.shutdown();

    // Then: the last pass began after the last wish
    await("quiet", SOON, () -> rows().isEmpty());
    assertThat(counter()).isEqualTo((long) wishers * each);
    assertThat(seen.get(network)).isEqualTo((long) wishers * each);
    assertThat(passes.get()).isLessThanOrEqualTo(wishers * each);
  }

  @Test
  void wishesThatRaceForTheFirstRowSpoilNoTransaction() throws Exception {
    // Given
    int racers = 6;
    CyclicBarrier barrier = new CyclicBarrier(racers);
    ExecutorService threads = Executors.newFixedThreadPool(racers);

    // When
    List<Future<?>> done = new ArrayList<>();
    for (int i = 0; i < racers; i++) {
      done.add(
          threads.submit(
              () -> {
                barrier.await();
                transactions.runAsSystem(
                    () -> {
                      schedule.reconcile(network);
                      // Anything after it would fail in an aborted transaction.
                      assertThat(networks.get(network).id()).isEqualTo(network);
                    });
                return null;
              }));
    }
    for (Future<?> one : done) {
      one.get();
    }
    threads.shutdown();

    // Then
    assertThat(rows()).containsExactly("false");
    assertThat(counter()).isEqualTo(racers);
  }

  @Test
  void aPassThatSaysWhenIsFollowedThenOrEarlierIfAskedFor() {
    // Given
    AtomicInteger passes = new AtomicInteger();
    DurableTasks tasks =
        start(
            SELDOM,
            new Handlers(
                id -> {
                  if (id.equals(network)) {
                    passes.incrementAndGet();
                  }
                  return new Next.At(clock.instant().plus(Duration.ofDays(2)));
                },
                id -> {},
                id -> {}));
    wish();
    await("the first pass", SOON, () -> passes.get() == 1 && rows().contains("false"));

    // When: it is asked for before its time
    wish();

    // Then
    await("the second pass", SOON, () -> passes.get() == 2 && rows().contains("false"));

    // When: its time comes
    settable.advance(Duration.ofDays(3));
    tasks.wake();

    // Then
    await("the third pass", SOON, () -> passes.get() == 3);
  }

  @Test
  void whatFailsIsTriedAgainWithBackOff() {
    // Given
    List<Instant> tries = new CopyOnWriteArrayList<>();
    start(
        OFTEN,
        reconciling(
            id -> {
              tries.add(Instant.now());
              if (tries.size() < 4) {
                throw new IllegalStateException("not yet");
              }
            }));

    // When
    wish();

    // Then: 100, 200 and 400 ms between them, at least
    await("success", SOON, () -> tries.size() == 4 && rows().isEmpty());
    assertThat(Duration.between(tries.get(0), tries.get(1))).isGreaterThan(Duration.ofMillis(95));
    assertThat(Duration.between(tries.get(1), tries.get(2))).isGreaterThan(Duration.ofMillis(195));
    assertThat(Duration.between(tries.get(2), tries.get(3))).isGreaterThan(Duration.ofMillis(395));
  }

  @Test
  void workOfAProcessThatDiedIsTakenOver() {
    // Given: a pass that another process began and was never heard of again
    wish();
    sql.execute(
        "update scheduled_tasks set picked = true, picked_by = 'dead', last_heartbeat = ?"
            + " where task_instance = ?",
        clock.instant(),
        network.value());
    AtomicInteger passes = new AtomicInteger();

    // When
    Instant from = Instant.now();
    start(OFTEN, reconciling(id -> passes.incrementAndGet()));

    // Then: not before four heartbeats of 200 ms went by
    await("a pass", SOON, () -> passes.get() == 1);
    assertThat(Duration.between(from, Instant.now())).isGreaterThan(Duration.ofMillis(700));
    await("the task is gone", SOON, () -> rows().isEmpty());
  }

  @Test
  void aPassIsNotDoubledWhenItsHeartbeatOnlySeemedOld() {
    // Given: a pass that is under way
    AtomicInteger passes = new AtomicInteger();
    CountDownLatch goOn = new CountDownLatch(1);
    start(
        OFTEN,
        reconciling(
            id -> {
              passes.incrementAndGet();
              awaitLatch(goOn);
            }));
    wish();
    await("a pass", SOON, () -> passes.get() == 1);

    // When: it is revived, as after the clock was set forward
    sql.execute(
        "update scheduled_tasks set picked = false, version = version + 1, execution_time = ?"
            + " where task_instance = ?",
        clock.instant(),
        network.value());
    pause(Duration.ofMillis(500));

    // Then
    assertThat(passes).hasValue(1);
    goOn.countDown();
    await("the task is gone", SOON, () -> rows().isEmpty());
  }

  @Test
  void workGoesOnByItselfAfterTheDatabaseWasAway() {
    // Given: a pass is under way
    AtomicInteger passes = new AtomicInteger();
    CountDownLatch goOn = new CountDownLatch(1);
    start(
        OFTEN,
        reconciling(
            id -> {
              passes.incrementAndGet();
              awaitLatch(goOn);
            }));
    wish();
    await("a pass", SOON, () -> passes.get() == 1);

    // When: the database is away when it ends, so that the end can't be written down
    Postgres.reachable(false);
    goOn.countDown();
    pause(AWAY);
    Postgres.reachable(true);

    // Then: that pass is done again, and what is asked for is done
    await("the pass again", SOON, () -> passes.get() == 2 && rows().isEmpty());
    wish();
    await("another pass", SOON, () -> passes.get() == 3 && rows().isEmpty());
    forgetErrors();
  }

  @Test
  void twoProcessesShareTheWorkAndNeverWorkOnOneNetworkAtOnce() {
    // Given
    AtomicInteger passes = new AtomicInteger();
    AtomicInteger within = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Handlers handlers =
        reconciling(
            id -> {
              most.accumulateAndGet(within.incrementAndGet(), Math::max);
              pause(Duration.ofMillis(5));
              within.decrementAndGet();
              passes.incrementAndGet();
            });
    start(OFTEN, handlers);
    start(OFTEN, handlers);

    // When
    for (int i = 0; i < 30; i++) {
      wish();
    }

    // Then
    await("quiet", SOON, () -> rows().isEmpty());
    assertThat(passes.get()).isPositive();
    assertThat(most).hasValue(1);
  }

  @Test
  void invoicesAreIssuedWhenTheyAreDueAlsoWhatTheirOwnIssueSchedules() {
    // Given
    SubscriptionId subscription = SubscriptionId.next();
    List<SubscriptionId> issued = new CopyOnWriteArrayList<>();
    DurableTasks tasks =
        start(
            SELDOM,
            new Handlers(
                id -> new Next.Finished(),
                id -> {
                  if (id.equals(subscription)) {
                    issued.add(id);
                    if (issued.size() == 1) {
                      transactions.runAsSystem(
                          () -> schedule.invoice(id, clock.instant().plus(Duration.ofDays(365))));
                    }
                  }
                },
                id -> {}));

    // When
    transactions.runAsSystem(() -> schedule.invoice(subscription, clock.instant()));

    // Then
    await("the first", SOON, () -> issued.size() == 1);
    await("the next is scheduled", SOON, () -> invoices(subscription) == 1);

    // When
    settable.advance(Duration.ofDays(366));
    tasks.wake();

    // Then
    await("the second", SOON, () -> issued.size() == 2 && invoices(subscription) == 0);
  }

  @Test
  void organisationsAreMadeKnown() {
    // Given
    TenantId tenant = signUp();
    List<TenantId> known = new CopyOnWriteArrayList<>();
    start(SELDOM, new Handlers(id -> new Next.Finished(), id -> {}, known::add));

    // When
    transactions.runInTenant(tenant, () -> schedule.organisation(tenant));

    // Then
    await("known", SOON, () -> known.contains(tenant));
  }

  private interface Pass {
    void over(NetworkId network);
  }

  /** Passes over this test's network only: rows of other tests may be due. */
  private Handlers reconciling(Pass pass) {
    return new Handlers(
        id -> {
          if (id.equals(network)) {
            pass.over(id);
          }
          return new Next.Finished();
        },
        id -> {},
        id -> {});
  }

  private DurableTasks start(Duration poll, Handlers handlers) {
    DurableTasks tasks =
        DurableTasks.start(
            ground,
            new WorkSettings(
                "it-" + started.size() + "-" + network,
                4,
                poll,
                Duration.ofMillis(200),
                Duration.ofMillis(100),
                Duration.ofSeconds(5)),
            handlers);
    started.add(tasks);
    return tasks;
  }

  private void wish() {
    transactions.runAsSystem(() -> schedule.reconcile(network));
  }

  private List<String> rows() {
    return really(
        "select case when picked then 'true' else 'false' end from scheduled_tasks"
            + " where task_name = 'reconcile' and task_instance = '"
            + network
            + "'");
  }

  private long counter() {
    return Long.parseLong(
        really("select trigger_counter from network where id = '" + network + "'").get(0));
  }

  private static int invoices(SubscriptionId subscription) {
    return really(
            "select 1 from scheduled_tasks where task_name = 'invoice'"
                + " and task_instance like '"
                + subscription
                + "@%' and not picked")
        .size();
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      assertThat(latch.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
