package io.ridgeway.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.adapter.Usage;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.Resources;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UsageCheckTest {
  private static final NodeName A = NodeName.of("validator", 1);
  private static final NodeName B = NodeName.of("validator", 2);
  private static final long MIB = 1L << 20;
  private static final long GIB = 1L << 30;

  private static UsageCheck check(Usage... reported) {
    return UsageCheck.of(
        Map.of(A, new Resources(500, 512, 10), B, new Resources(500, 512, 10)),
        Set.of(A),
        List.of(reported),
        Duration.ofHours(1));
  }

  @Test
  void whatCanBeSoIsTaken() {
    // A burst of CPU and memory, a node that is starting, and the overhead of a file system.
    UsageCheck check = check(new Usage(A, 3_600_000, 700 * MIB, 10 * GIB + 100 * MIB));
    assertThat(check.discrepancies()).isEmpty();
    assertThat(check.stored()).containsExactly(Map.entry(A, 10 * GIB));
    assertThat(check(new Usage(A, 0, 0, 5), new Usage(B, 0, 0, 7)).stored())
        .containsExactly(Map.entry(A, 5L), Map.entry(B, 7L));
  }

  @Test
  void storageBeyondWhatIsProvidedIsTheEnginesFigure() {
    UsageCheck check = check(new Usage(A, 1, 1, 500 * GIB));
    assertThat(check.stored()).containsExactly(Map.entry(A, 10 * GIB));
    assertThat(check.discrepancies())
        .containsExactly("validator-1 is reported to store more than the GiB provided for it.");
  }

  @Test
  void aNodeThatIsNotThereCountsForNothing() {
    UsageCheck check =
        check(new Usage(A, 1, 1, 1), new Usage(NodeName.of("validator", 9), 1, 1, GIB));
    assertThat(check.stored()).containsOnlyKeys(A);
    assertThat(check.discrepancies())
        .containsExactly("validator-9 is reported, but is not placed there.");
  }

  @Test
  void aNodeThatRunsMustBeReportedOnce() {
    assertThat(check().discrepancies()).containsExactly("validator-1 runs, but is not reported.");
    UsageCheck twice = check(new Usage(A, 1, 1, 1), new Usage(A, 1, 1, GIB));
    assertThat(twice.discrepancies()).containsExactly("validator-1 is reported twice.");
    assertThat(twice.stored()).containsExactly(Map.entry(A, 1L));
  }

  @Test
  void whatNoNodeCanUseIsRecorded() {
    assertThat(check(new Usage(A, -1, 1, -1)).discrepancies())
        .containsExactly("validator-1 is reported to use less than nothing.");
    assertThat(check(new Usage(A, 1, 512L * 17 * MIB, 1)).discrepancies())
        .containsExactly("validator-1 is reported to hold many times its memory.");
    // 0.5 cores for an hour are 1,800,000 ms.
    assertThat(check(new Usage(A, 17 * 1_800_000L, 1, 1)).discrepancies()).hasSize(1);
    assertThat(check(new Usage(A, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE)).discrepancies())
        .hasSize(3);
    assertThat(check(new Usage(A, -1, 1, -1)).stored()).containsExactly(Map.entry(A, 0L));
  }
}
