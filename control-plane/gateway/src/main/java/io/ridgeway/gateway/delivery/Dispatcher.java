package io.ridgeway.gateway.delivery;

import io.ridgeway.gateway.delivery.Outcome.Attempt;
import io.ridgeway.gateway.delivery.Outcome.End;
import io.ridgeway.model.WebhookId;
import io.ridgeway.model.callback.CallbackKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Takes errands on and gives each to a {@link Courier}. Says every few seconds that it is still
 * there; while it can't, it sends nothing, since another gateway may have taken its errands.
 */
final class Dispatcher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final long HOLD_MILLIS = 8_000;
  private static final int MOST_TESTS = 8;
  private static final int MOST_TESTS_UNDER_WAY = 64;

  /** After a failure of our own, twice as long after each more, up to half an hour. */
  private static final Duration FIRST_REST = Duration.ofSeconds(30);

  private static final int DOUBLINGS = 6;

  /**
   * After so long an errand goes back, so that every one has its turn, and other gateways theirs.
   */
  private static final Duration TURN = Duration.ofMinutes(5);

  private final Outbox outbox;
  private final Grounds grounds;
  private final Receiver receiver;
  private final Map<CallbackKind, Manner> manners;
  private final ExecutorService threads;
  private final ScheduledExecutorService timer;
  private final int most;
  private final String holder;
  private final Map<WebhookId, Going> going = new ConcurrentHashMap<>();
  private final AtomicInteger testing = new AtomicInteger();
  private final Map<WebhookId, Integer> failures = new ConcurrentHashMap<>();
  private volatile long sureUntil;
  private boolean away;

  /** A courier and since when. */
  private record Going(Courier courier, long since) {}

  /**
   * A dispatcher; it begins with {@link #start}.
   *
   * @param threads one for each errand
   * @param timer one thread, its own
   * @param most how many errands at once
   */
  Dispatcher(
      String instance,
      Outbox outbox,
      Grounds grounds,
      Receiver receiver,
      Map<CallbackKind, Manner> manners,
      ExecutorService threads,
      ScheduledExecutorService timer,
      int most) {
    this.outbox = outbox;
    this.grounds = grounds;
    this.receiver = receiver;
    this.manners = Map.copyOf(manners);
    this.threads = threads;
    this.timer = timer;
    this.most = most;
    // After a restart it is somebody else: what the one before held, it doesn't do.
    this.holder = instance + "/" + UUID.randomUUID();
    this.sureUntil = System.nanoTime();
  }

  void start(Duration every) {
    long millis = every.toMillis();
    timer.scheduleWithFixedDelay(() -> guarded(this::look), millis, millis, TimeUnit.MILLISECONDS);
    timer.scheduleWithFixedDelay(
        () -> guarded(this::hold), HOLD_MILLIS, HOLD_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void guarded(Runnable work) {
    try {
      work.run();
      away = false;
    } catch (RuntimeException e) {
      // Once, not each second.
      LOG.atLevel(away ? Level.DEBUG : Level.WARN)
          .setCause(e)
          .log("No events are told for the moment: the orders can't be read");
      away = true;
    }
    if (!isSure()) {
      going.values().forEach(each -> each.courier().close());
    }
  }

  private void look() {
    int testsNow = Math.min(MOST_TESTS, MOST_TESTS_UNDER_WAY - testing.get());
    for (Errand errand : testsNow > 0 ? outbox.tests(testsNow) : List.<Errand>of()) {
      testing.incrementAndGet();
      threads.execute(() -> test(errand));
    }
    int room = most - going.size();
    if (room > 0) {
      long now = System.nanoTime();
      for (Errand errand : outbox.take(holder, room, LEASE)) {
        if (going.isEmpty()) {
          sureUntil = now + LEASE.toNanos();
        }
        begin(errand);
      }
    }
  }

  private void begin(Errand errand) {
    Courier courier = new Courier(errand, manner(errand), grounds, outbox, receiver);
    Going mine = new Going(courier, System.nanoTime());
    Going before = going.put(errand.id(), mine);
    if (before != null) {
      before.courier().close();
    }
    threads.execute(
        () -> {
          try {
            courier.run(this::isSure);
            failures.remove(errand.id());
          } catch (RuntimeException e) {
            rest(courier, e);
          } finally {
            going.remove(errand.id(), mine);
          }
        });
  }

  /** Not again at once: what keeps it, such as a key that doesn't open, may last. */
  private void rest(Courier courier, RuntimeException why) {
    WebhookId id = courier.errand().id();
    int before = failures.merge(id, 1, Integer::sum) - 1;
    // Once for each, not each time.
    LOG.atLevel(before > 0 ? Level.DEBUG : Level.WARN)
        .addKeyValue("webhook", id)
        .setCause(why)
        .log("An order to tell events is left to a later turn");
    try {
      courier.failed(FIRST_REST.multipliedBy(1L << Math.min(before, DOUBLINGS)));
    } catch (RuntimeException e) {
      LOG.atDebug().addKeyValue("webhook", id).setCause(e).log("Nor can that be written down");
    }
  }

  private Manner manner(Errand errand) {
    Manner manner = manners.get(errand.kind());
    if (manner == null) {
      throw new IllegalStateException("nobody tells events as " + errand.kind());
    }
    return manner;
  }

  private void hold() {
    long now = System.nanoTime();
    Map<WebhookId, Long> held = outbox.hold(holder, going.keySet(), LEASE);
    sureUntil = now + LEASE.toNanos();
    going.forEach(
        (id, each) -> {
          boolean lost = !Long.valueOf(each.courier().errand().turn()).equals(held.get(id));
          if (lost || now - each.since() > TURN.toNanos()) {
            each.courier().close();
          }
        });
  }

  /** Whether what it took is its own still, by its own clock, and for as long as a letter takes. */
  private boolean isSure() {
    return sureUntil - System.nanoTime() > LEASE.toNanos() / 2;
  }

  private void test(Errand errand) {
    String id = "test-" + UUID.randomUUID();
    try {
      Manner manner = manner(errand);
      Answer answer = receiver.send(errand.url(), manner.test(errand, id));
      End end = manner.isTaken(answer) ? End.DELIVERED : End.GIVEN_UP;
      outbox.tested(errand, new Attempt(id, end, 1, answer.status(), answer.words()));
    } catch (RuntimeException e) {
      LOG.atWarn()
          .addKeyValue("webhook", errand.id())
          .setCause(e)
          .log("A test of an order to tell events came to nothing");
    } finally {
      testing.decrementAndGet();
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    going.values().forEach(each -> each.courier().close());
    threads.shutdown();
    try {
      if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
    receiver.close();
  }
}
