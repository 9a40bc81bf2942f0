package io.ridgeway.app.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.app.embedded.RunningRidgeway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Price books that leave a time without prices keep the application from starting. */
class BadPriceBookIT {
  @TempDir Path folder;

  @Test
  void aGapBetweenTwoPriceBooksIsToldAtTheStart() throws IOException, InterruptedException {
    // Given
    String first = RunningRidgeway.shippedPrices();
    Path ended = Files.writeString(folder.resolve("first.yaml"), until(first, "2026-03-01"));
    Path late =
        Files.writeString(folder.resolve("second.yaml"), from(first, "2026-2", "2026-04-01"));

    // When
    Path log = folder.resolve("log");
    RunningRidgeway ridgeway = DoorFixture.running().ridgeway();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ridgeway.options());
    command.addAll(
        List.of(
            "-Dquarkus.config.locations="
                + ridgeway.root().resolve("run").resolve("application.properties"),
            "-Dquarkus.http.port=0",
            "-Dridgeway.gateway.port=0",
            "-Dridgeway.roles=portal",
            "-Dridgeway.journal.directory=" + folder.resolve("journal"),
            "-Dridgeway.billing.price-books=" + ended + "," + late,
            "-jar",
            RunningRidgeway.JAR.toString()));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();

    // Then
    try {
      assertThat(process.waitFor(180, TimeUnit.SECONDS)).as("it ends").isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).isNotZero();
    assertThat(Files.readString(log)).contains("2026-03-01").contains("2026-04-01");
  }

  private static String until(String book, String end) {
    return book.replaceFirst("(?m)^validFrom:.*$", "$0\nvalidTo: " + end);
  }

  private static String from(String book, String version, String start) {
    return book.replaceFirst("(?m)^version:.*$", "version: \"" + version + "\"")
        .replaceFirst("(?m)^validFrom:.*$", "validFrom: " + start);
  }
}
