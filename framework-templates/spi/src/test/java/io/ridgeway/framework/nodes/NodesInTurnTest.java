package io.ridgeway.framework.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.framework.LedgerException;
import io.ridgeway.model.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NodesInTurnTest {
  private final SettableClock clock = SettableClock.fixedAt(Instant.EPOCH);
  private final Door a = new Door();
  private final Door b = new Door();
  private final Door c = new Door();
  private NodesInTurn<Door> nodes = of(a, b, c);

  /** A node that fares as it is told. */
  private static final class Door {
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger looked = new AtomicInteger();
    private volatile long height = 100;
    private volatile boolean dead;
    private volatile long silent;
    private volatile long slow;

    Door answers() {
      asked.incrementAndGet();
      live();
      return this;
    }

    long height() {
      looked.incrementAndGet();
      live();
      return height;
    }

    private void live() {
      sleep(silent + slow);
      if (dead || silent > 0) {
        throw new LedgerException.Unreachable("it does not answer");
      }
    }
  }

  private NodesInTurn<Door> of(Door... doors) {
    TreeMap<String, Door> named = new TreeMap<>();
    for (int i = 0; i < doors.length; i++) {
      named.put("node-" + i, doors[i]);
    }
    return new NodesInTurn<>(named, Door::height, Duration.ofMillis(250), "Nobody answers.", clock);
  }

  @AfterEach
  void close() {
    nodes.close();
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void await(BooleanSupplier condition) {
    for (int i = 0; i < 500 && !condition.getAsBoolean(); i++) {
      sleep(10);
    }
    assertThat(condition.getAsBoolean()).as("it came true in time").isTrue();
  }

  private Door ask() {
    return nodes.ask(Door::answers);
  }

  private RingNode node(int number) {
    return nodes.nodes().get(number);
  }

  private int looks() {
    return a.looked.get() + b.looked.get() + c.looked.get();
  }

  /** Time passes, and what is asked beside the calls is answered. */
  private void look() {
    int before = looks();
    for (int i = 0; i < 500 && looks() == before; i++) {
      clock.advance(Duration.ofSeconds(1));
      ask();
      sleep(5);
    }
    assertThat(looks()).isGreaterThan(before);
    await(() -> nodes.nodes().stream().allMatch(node -> node.underWay() == 0));
  }

  /** Who is still being looked at isn't looked at once more, so one look may miss it. */
  private void lookUntil(BooleanSupplier condition) {
    for (int i = 0; i < 50 && !condition.getAsBoolean(); i++) {
      look();
    }
    assertThat(condition.getAsBoolean()).as("it came true in time").isTrue();
  }

  @Test
  void oneIsAskedForAsLongAsItIsWell() {
    // Given
    Door first = ask();
    List<Door> others = List.of(a, b, c).stream().filter(door -> door != first).toList();
    others.forEach(door -> door.slow = 300);

    for (int i = 0; i < 3; i++) {
      look();
    }
    int before = others.stream().mapToInt(door -> door.asked.get()).sum();

    // When
    for (int i = 0; i < 5; i++) {
      look();
    }

    // Then
    assertThat(first.asked.get()).isGreaterThanOrEqualTo(6);
    assertThat(others.stream().mapToInt(door -> door.asked.get()).sum()).isEqualTo(before);
  }

  @Test
  void aDeadOneIsAskedAFewTimesAndComesBackOnceItIsWell() {
    // Given
    Door dead = ask();
    dead.dead = true;

    // When
    for (int i = 0; i < 10; i++) {
      assertThat(ask()).isNotSameAs(dead);
    }

    // Then
    int calls = dead.asked.get();
    assertThat(calls).isLessThanOrEqualTo(1 + RingRules.USUAL.failures());

    // When: it is looked at
    int at = List.of(a, b, c).indexOf(dead);
    lookUntil(() -> node(at).isOut());
    calls = dead.asked.get();
    for (int i = 0; i < 10; i++) {
      ask();
    }
    assertThat(dead.asked.get()).isEqualTo(calls);
    dead.dead = false;
    clock.advance(Duration.ofSeconds(15));

    // Then
    lookUntil(() -> !node(at).isOut());
  }

  @Test
  void aSilentOneCostsAFewCallsTimeAndNoMore() {
    // Given
    nodes.close();
    nodes = of(a, b);
    Door silent = ask();
    silent.silent = 50;

    // When
    for (int i = 0; i < 20; i++) {
      assertThat(ask()).isNotSameAs(silent);
    }

    // Then
    assertThat(silent.asked.get()).isLessThanOrEqualTo(1 + RingRules.USUAL.failures());
  }

  @Test
  void oneThatLagsIsTakenOutUntilItCaughtUp() {
    // Given
    Door lags = ask();
    int at = List.of(a, b, c).indexOf(lags);
    List.of(a, b, c).stream().filter(door -> door != lags).forEach(door -> door.height = 106);

    // When
    lookUntil(() -> node(at).isLagging());
    int before = lags.asked.get();
    for (int i = 0; i < 20; i++) {
      assertThat(ask()).isNotSameAs(lags);
    }

    // Then
    assertThat(lags.asked.get()).isEqualTo(before);
    lags.height = 105;
    lookUntil(() -> !node(at).isLagging());
  }

  @Test
  void aSlowOneIsLeftForAFasterOne() {
    // Given
    Door slow = ask();
    slow.slow = 300;

    // When
    for (int i = 0; i < 4; i++) {
      look();
    }

    // Then
    assertThat(ask()).isNotSameAs(slow);
  }

  @Test
  void whereNobodyAnswersAllWereAskedOnce() {
    // Given
    List.of(a, b, c).forEach(door -> door.dead = true);

    // Then
    assertThatThrownBy(this::ask)
        .isInstanceOf(LedgerException.Unreachable.class)
        .hasMessage("Nobody answers.");
    assertThat(List.of(a, b, c)).allMatch(door -> door.asked.get() == 1);
  }

  @Test
  void noFurtherOneIsBegunOnceTheTimeIsOver() {
    // Given
    List.of(a, b, c).forEach(door -> door.silent = 300);

    // Then
    assertThatThrownBy(this::ask).hasMessage("Nobody answers.");
    assertThat(List.of(a, b, c).stream().mapToInt(door -> door.asked.get()).sum()).isEqualTo(1);
  }

  @Test
  void aRefusalIsAnAnswer() {
    for (int i = 0; i < 10; i++) {
      assertThatThrownBy(
              () ->
                  nodes.ask(
                      door -> {
                        throw new LedgerException.Refused(3, "no", Optional.empty());
                      }))
          .isInstanceOf(LedgerException.Refused.class);
    }
    assertThat(nodes.nodes()).noneMatch(RingNode::isOut);
  }

  @Test
  void whatChangesSomethingIsDoneByTheOneThatAnsweredAndByNobodyElse() {
    // Given
    a.dead = true;
    b.dead = true;
    AtomicInteger done = new AtomicInteger();

    // When
    Door by =
        nodes.once(
            Door::answers,
            (door, answer) -> {
              done.incrementAndGet();
              return door;
            });

    // Then
    assertThat(by).isSameAs(c);
    assertThat(done).hasValue(1);

    // When: it stays silent
    for (RuntimeException silence :
        List.of(
            new LedgerException.Unknown("0x1", "It is not known."),
            new LedgerException.Unreachable("it does not answer"))) {
      assertThatThrownBy(
              () ->
                  nodes.once(
                      Door::answers,
                      (door, answer) -> {
                        done.incrementAndGet();
                        throw silence;
                      }))
          .isSameAs(silence);
    }

    // Then
    assertThat(done).hasValue(3);
  }

  @Test
  void nobodyIsLookedAtBeforeTheFirstCallNorASingleOne() {
    // Given
    nodes.close();
    nodes = of(a);
    clock.advance(Duration.ofMinutes(1));

    // When
    ask();
    ask();

    // Then
    assertThat(a.looked).hasValue(0);
    assertThat(a.asked).hasValue(2);
    assertThat(b.looked).hasValue(0);
  }

  @Test
  void onceClosedNobodyIsLookedAt() {
    // Given
    ask();
    await(() -> looks() == 3 && nodes.nodes().stream().allMatch(node -> node.underWay() == 0));
    nodes.close();
    int before = looks();

    // When
    clock.advance(Duration.ofMinutes(1));
    ask();

    // Then
    assertThat(looks()).isEqualTo(before);
  }
}
