package io.ridgeway.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackRecordTest {
  private final Instant now = Instant.parse("2026-11-21T10:00:00Z");
  private final Clock clock = Clock.fixed(now, ZoneOffset.UTC);
  private final ProcessMark own = ProcessMark.of(ProcessHandle.current().pid()).orElseThrow();
  @TempDir private Path directory;
  private Home home;

  @BeforeEach
  void setUp() {
    home = new Home(directory, directory.resolve("cache"));
  }

  @Test
  void isReadAsItWasWritten() {
    // Given
    StackRecord.of(home).put("postgresql", own, 5433, clock);

    // When
    StackRecord read = StackRecord.of(home);

    // Then
    assertThat(read.parts())
        .containsOnlyKeys("postgresql")
        .containsEntry("postgresql", new StackRecord.Part(own, 5433, now));
    assertThat(read.living("postgresql")).isPresent();
  }

  @Test
  void whatHasEndedIsRecordedButNotLiving() {
    // Given
    ProcessMark ended = new ProcessMark(own.pid(), own.startTicks() - 1, own.boot());

    // When
    StackRecord.of(home).put("keycloak", ended, 8180, clock);

    // Then
    assertThat(StackRecord.of(home).part("keycloak")).isPresent();
    assertThat(StackRecord.of(home).living("keycloak")).isEmpty();
  }

  @Test
  void whatIsRemovedIsForgotten() {
    // Given
    StackRecord record = StackRecord.of(home);
    record.put("keycloak", own, 8180, clock);

    // When
    record.remove("keycloak");

    // Then
    assertThat(StackRecord.of(home).parts()).isEmpty();
  }
}
