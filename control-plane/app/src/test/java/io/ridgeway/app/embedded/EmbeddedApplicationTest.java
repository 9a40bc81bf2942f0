package io.ridgeway.app.embedded;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedApplicationTest {
  private static final Progress SILENT = text -> {};

  @TempDir Path folder;

  @Test
  void takesNoOtherProgramsAnswerForTheApplications() throws IOException {
    // Given
    try (LoopbackServer another = new LoopbackServer(asked -> new LoopbackServer.Answer(200, ""))) {
      Process starting = new ProcessBuilder("sleep", "2").start();
      ProcessMark mark = ProcessMark.of(starting.pid()).orElseThrow();

      // Then
      assertThatThrownBy(() -> application(mark, another.port()).awaitReady(SILENT))
          .isInstanceOf(EmbeddedException.class)
          .hasMessageContaining("ended while it started at http://127.0.0.1:" + another.port());
    }
  }

  @Test
  void isReadyWhenItsOwnPortAnswers() throws IOException {
    // Given
    ProcessMark mark = ProcessMark.of(ProcessHandle.current().pid()).orElseThrow();
    try (LoopbackServer own = new LoopbackServer(asked -> new LoopbackServer.Answer(200, ""))) {
      // Then
      assertThatCode(() -> application(mark, own.port()).awaitReady(SILENT))
          .doesNotThrowAnyException();
    }
  }

  private EmbeddedApplication application(ProcessMark mark, int port) {
    return new EmbeddedApplication(
        new Home(folder, folder.resolve("cache")),
        "http://127.0.0.1:" + port,
        mark,
        Clock.systemUTC());
  }
}
