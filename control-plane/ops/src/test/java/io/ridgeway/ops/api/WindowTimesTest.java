package io.ridgeway.ops.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.engine.network.Weekly;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.model.problem.Violation;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class WindowTimesTest {
  @Test
  void readsWhatAnOperatorWrites() {
    assertThat(WindowTimes.of("sunday", "03:30", "Asia/Shanghai", 120))
        .isEqualTo(
            new Weekly(DayOfWeek.SUNDAY, LocalTime.of(3, 30), ZoneId.of("Asia/Shanghai"), 120));
  }

  @Test
  void saysWhatIsWrongWithEachField() {
    assertThatThrownBy(() -> WindowTimes.of("someday", "25:00", "Nowhere/At all", 5))
        .isInstanceOfSatisfying(
            Refusal.class,
            no ->
                assertThat(no.violations())
                    .extracting(Violation::field)
                    .containsExactly("day", "at", "zone", "minutes"));
    assertThatThrownBy(() -> WindowTimes.of("", "", "", 60)).isInstanceOf(Refusal.class);
  }
}
