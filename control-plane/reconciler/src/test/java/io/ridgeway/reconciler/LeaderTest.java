package io.ridgeway.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.model.network.Condition;
import io.ridgeway.model.network.Condition.Status;
import io.ridgeway.model.network.Condition.Type;
import io.ridgeway.model.network.NetworkState.Degraded;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.CityNodeId;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Of a ledger that makes blocks only when it is used, and only by a leader: idle, or halted? */
class LeaderTest {
  private static final List<CityNodeId> FOUR =
      Stream.of("east", "north", "south", "west").map(CityNodeId::new).toList();
  private static final CityNodeId LOST = FOUR.get(3);

  private final World world = World.ofChannel(FOUR);
  private Reconciler reconciler;
  private NodeName there;
  private NodeName elsewhere;

  @BeforeEach
  void create() {
    world.created();
    reconciler = world.reconciler();
    there = voterAt(LOST);
    elsewhere = voterAt(FOUR.get(0));
  }

  private NodeName voterAt(CityNodeId place) {
    return world.network().made().placement().orElseThrow().nodes().entrySet().stream()
        .filter(n -> n.getValue().equals(place) && n.getKey().value().startsWith("validator"))
        .findFirst()
        .orElseThrow()
        .getKey();
  }

  private Condition progressing() {
    return world.condition(Type.PROGRESSING);
  }

  /** What was said in that time, the last of it last. */
  private Set<String> said(Duration time) {
    Set<String> said = new LinkedHashSet<>();
    for (int i = 0; i < time.toSeconds() / 10; i++) {
      world.run(reconciler, Duration.ofSeconds(10));
      said.add(progressing().toString());
    }
    return said;
  }

  /** It runs on, and no answer of it comes through. */
  private void silenceOne() {
    world.ledger.silent.add(LOST);
  }

  /** It doesn't run, nor will it. */
  private void stopOne() {
    world.cities.forEach(c -> c.startsAfter(Duration.ofDays(1)));
    world.cities.get(3).kill(world.network, there);
  }

  @Test
  void aQuorumWithItsLeaderIsIdle() {
    // Given
    world.channel.leader = elsewhere;
    silenceOne();
    // When, Then
    assertThat(said(Duration.ofMinutes(5))).hasSize(1);
    assertThat(progressing().status()).isEqualTo(Status.TRUE);
    assertThat(progressing().reason()).isEqualTo("Agreed");
  }

  @Test
  void aQuorumWithoutALeaderHasHaltedIfTheOthersStandStill() {
    // Given
    stopOne();
    world.channel.leaderless = true;
    // When
    Set<String> said = said(Duration.ofMinutes(5));
    // Then: agreed, quiet, halted
    assertThat(said).hasSize(3);
    assertThat(progressing().status()).isEqualTo(Status.FALSE);
    assertThat(progressing().reason()).isEqualTo("Halted");
    assertThat(world.network().state()).isEqualTo(new Degraded());
  }

  @Test
  void allOfThemWithoutALeaderHaveHalted() {
    // Given
    world.channel.leaderless = true;
    // When
    said(Duration.ofMinutes(3));
    // Then
    assertThat(progressing().reason()).isEqualTo("Halted");
  }

  @Test
  void whetherASilentOneLeadsIsNotMadeUp() {
    // Given
    world.channel.leader = there;
    silenceOne();
    // When
    said(Duration.ofMinutes(2));
    // Then
    assertThat(said(Duration.ofMinutes(10))).hasSize(1);
    assertThat(progressing().status()).isEqualTo(Status.UNKNOWN);
    assertThat(progressing().reason()).isEqualTo("LeaderUnheard");
    // When
    world.ledger.silent.clear();
    // Then
    said(Duration.ofSeconds(30));
    assertThat(progressing().reason()).isEqualTo("Agreed");
  }

  @Test
  void neitherIsItWhereTheCityNodeCannotBeHeard() {
    // Given
    world.channel.leader = there;
    silenceOne();
    world.provider.cut.add(LOST);
    // When
    said(Duration.ofMinutes(3));
    // Then
    assertThat(progressing().reason()).isEqualTo("LeaderUnheard");
  }

  @Test
  void onceTheSilentOneIsKnownToStandStillTheHaltIsTold() {
    // Given
    world.channel.leader = there;
    silenceOne();
    said(Duration.ofMinutes(3));
    assertThat(progressing().reason()).isEqualTo("LeaderUnheard");
    // When
    stopOne();
    // Then
    said(Duration.ofSeconds(20));
    assertThat(progressing().reason()).isEqualTo("Halted");
    // When: it starts again and again, and says nothing
    world.cities.forEach(c -> c.startsAfter(Duration.ZERO));
    // Then
    assertThat(said(Duration.ofMinutes(5))).hasSize(1);
    assertThat(progressing().reason()).isEqualTo("Halted");
  }

  @Test
  void newBlocksShowThatASilentOneLeadsAndDoNotMakeItComeAndGo() {
    // Given
    world.channel.leader = there;
    silenceOne();
    world.ledger.halted = false;
    // When, Then
    assertThat(said(Duration.ofMinutes(5))).hasSize(1);
    assertThat(progressing().reason()).isEqualTo("Agreed");
    // When
    world.ledger.halted = true;
    said(Duration.ofMinutes(2));
    Set<String> said = new LinkedHashSet<>();
    for (int i = 0; i < 10; i++) {
      world.ledger.halted = i % 2 == 0;
      said.addAll(said(Duration.ofMinutes(1)));
    }
    // Then
    assertThat(said).hasSize(1);
    assertThat(progressing().reason()).isEqualTo("LeaderUnheard");
  }
}
