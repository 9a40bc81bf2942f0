package io.ridgeway.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.model.NetworkId;
import io.ridgeway.model.network.Condition;
import io.ridgeway.model.network.Condition.Status;
import io.ridgeway.model.network.NodeName;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EndorsingTest {
  private static final NetworkId NETWORK = new NetworkId("n0000000000aa");
  private static final NodeName PEER = new NodeName("peer-alpha-1");
  private static final NodeName OTHER = new NodeName("peer-beta-1");

  private Endorsing endorsing = new Endorsing();
  private Instant now = Instant.parse("2026-11-22T02:00:00Z");
  private Optional<Condition> standing = Optional.empty();

  @Test
  void aBurstSaysNothing() {
    look(5, 0);
    assertThat(status()).isEqualTo(Status.TRUE);
    look(9, 10);
    look(30, 10);
    look(30, 60);
    assertThat(status()).isEqualTo(Status.TRUE);
    // Another one much later is another burst.
    look(31, 900);
    assertThat(status()).isEqualTo(Status.TRUE);
  }

  @Test
  void whatGoesOnIsToldUntilItWasAbsentForLong() {
    // Given
    look(0, 0);
    look(3, 10);

    // When
    look(7, 60);

    // Then
    assertThat(status()).isEqualTo(Status.FALSE);
    assertThat(standing.orElseThrow().message())
        .isEqualTo("Can't run the contracts that they are asked to: peer-alpha-1.");

    // When nobody asks, or all goes well for some minutes
    Condition told = standing.orElseThrow();
    look(7, 300);

    // Then
    assertThat(standing.orElseThrow().after(told)).isEqualTo(told);

    // When
    look(7, 300);

    // Then
    assertThat(status()).isEqualTo(Status.TRUE);
  }

  @Test
  void aPeerThatWasStartedAgainCountsAnew() {
    look(100, 0);
    look(0, 60);
    look(0, 60);
    assertThat(status()).isEqualTo(Status.TRUE);
    look(1, 60);
    look(2, 60);
    assertThat(status()).isEqualTo(Status.FALSE);
  }

  @Test
  void aNewWorkerLeavesWhatIsSaidUntilItHasWatchedAsLong() {
    // Given
    look(0, 0);
    look(3, 10);
    look(7, 60);

    // When
    endorsing = new Endorsing();
    look(7, 10);
    look(7, 300);

    // Then
    assertThat(status()).isEqualTo(Status.FALSE);
    look(7, 300);
    assertThat(status()).isEqualTo(Status.TRUE);
  }

  @Test
  void nothingIsSaidOfNodesThatDontTell() {
    assertThat(endorsing.condition(NETWORK, Map.of(), now, Optional.empty())).isEmpty();
    look(0, 0);
    assertThat(endorsing.condition(NETWORK, Map.of(), now, standing)).isEqualTo(standing);
  }

  private void look(long failures, long secondsLater) {
    now = now.plusSeconds(secondsLater);
    standing = endorsing.condition(NETWORK, Map.of(PEER, failures, OTHER, 4L), now, standing);
  }

  private Status status() {
    return standing.orElseThrow().status();
  }
}
