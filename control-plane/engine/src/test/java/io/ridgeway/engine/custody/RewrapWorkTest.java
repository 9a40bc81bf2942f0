package io.ridgeway.engine.custody;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.engine.fake.InMemoryStore;
import io.ridgeway.model.key.Wrappings;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RewrapWorkTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:15:30Z");

  private final OneRewrap rewraps = new OneRewrap();
  private final Rotated wrappings = new Rotated();
  private RewrapWork work;

  @BeforeEach
  void work() {
    work =
        new RewrapWork(new InMemoryStore(), wrappings, rewraps, Clock.fixed(NOW, ZoneOffset.UTC));
    rewraps.begin(new Rewrap("v2", "operator", NOW, Optional.empty(), ""));
  }

  @Test
  void endsWhenEverythingIsWrappedByTheOrdersKey() {
    assertThat(work.pass()).isEqualTo(3);
    assertThat(rewraps.latest().orElseThrow().endedAt()).contains(NOW);
  }

  @Test
  void leavesTheRestToAnotherOrderWhereTheKeyWasRotatedMeanwhile() {
    // Given: the next version comes with the second data key
    wrappings.rotatesAt = 1;

    // When
    int done = work.pass();

    // Then
    assertThat(done).isEqualTo(2);
    assertThat(rewraps.latest().orElseThrow().underWay()).isTrue();
    assertThat(work.pass()).isZero();
  }

  /** Three data keys, one in each round. */
  private static final class Rotated implements Wrappings {
    private int left = 3;
    private int rotatesAt = -1;
    private String current = "v2";

    @Override
    public String current() {
      return current;
    }

    @Override
    public List<Count> counts() {
      return List.of(new Count(left == 0 ? "v2" : "v1", 3, 0, true));
    }

    @Override
    public Progress rewrap(int most) {
      if (left == 0) {
        return new Progress(0, 0, "");
      }
      left--;
      if (left == rotatesAt) {
        current = "v3";
      }
      return new Progress(1, 0, "");
    }
  }

  private static final class OneRewrap implements Rewraps {
    private Optional<Rewrap> order = Optional.empty();

    @Override
    public Optional<Rewrap> latest() {
      return order;
    }

    @Override
    public void begin(Rewrap begun) {
      order = Optional.of(begun);
    }

    @Override
    public void note(String problem) {
      order =
          order.map(r -> new Rewrap(r.target(), r.askedBy(), r.askedAt(), r.endedAt(), problem));
    }

    @Override
    public void end(Instant at) {
      order =
          order.map(
              r -> new Rewrap(r.target(), r.askedBy(), r.askedAt(), Optional.of(at), r.problem()));
    }
  }
}
