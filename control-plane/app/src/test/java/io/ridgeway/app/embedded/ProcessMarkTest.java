package io.ridgeway.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcessMarkTest {
  @Test
  void tellsAProcessFromALaterOneWithItsNumber() {
    // Given
    ProcessMark own = ProcessMark.of(ProcessHandle.current().pid()).orElseThrow();

    // When
    ProcessMark earlier = new ProcessMark(own.pid(), own.startTicks() - 1, own.boot());
    ProcessMark beforeReboot = new ProcessMark(own.pid(), own.startTicks(), "another boot");

    // Then
    assertThat(own.lives()).isTrue();
    assertThat(earlier.lives()).isFalse();
    assertThat(beforeReboot.lives()).isFalse();
  }

  @Test
  void doesNotStopAProcessThatIsNotTheMarkedOne() throws IOException {
    // Given
    Process sleeper = new ProcessBuilder("sleep", "60").start();
    ProcessMark mark = ProcessMark.of(sleeper.pid()).orElseThrow();
    ProcessMark other = new ProcessMark(mark.pid(), mark.startTicks() - 1, mark.boot());

    // When
    boolean gone = other.stop(Clock.systemUTC(), Duration.ofSeconds(1));

    // Then
    assertThat(gone).isTrue();
    assertThat(mark.lives()).isTrue();
    sleeper.destroyForcibly();
  }

  @Test
  void stopsTheMarkedProcessThoughItWillNotListen() throws IOException {
    // Given
    Process deaf = new ProcessBuilder("sh", "-c", "trap '' TERM; echo; sleep 60 & wait").start();
    deaf.getInputStream().read();
    ProcessMark mark = ProcessMark.of(deaf.pid()).orElseThrow();

    // When
    boolean gone = mark.stop(Clock.systemUTC(), Duration.ofMillis(300));

    // Then
    assertThat(gone).isTrue();
    assertThat(mark.lives()).isFalse();
  }
}
