package io.ridgeway.adapter.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputLogTest {
  @TempDir private Path directory;

  private OutputLog log(int maxBytes, int kept) {
    return new OutputLog(directory.resolve("log"), maxBytes, kept);
  }

  private void append(String text) throws IOException {
    Files.writeString(
        directory.resolve("log"), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  @Test
  void givesTheLastLinesOfALongFile() throws IOException {
    // Given more than one block
    append(
        IntStream.range(0, 50_000).mapToObj(i -> "line " + i + "\n").collect(Collectors.joining()));
    // When, Then
    assertThat(log(1 << 30, 2).tail(2)).containsExactly("line 49998", "line 49999");
    assertThat(log(1 << 30, 2).tail(20_000)).hasSize(20_000).startsWith("line 30000");
    assertThat(log(1 << 30, 2).tail(60_000)).hasSize(50_000).startsWith("line 0");
  }

  @Test
  void aLastLineWithoutAnEndCounts() throws IOException {
    append("one\ntwo\nthr");
    assertThat(log(100, 2).tail(2)).containsExactly("two", "thr");
  }

  @Test
  void whatWasNeverWrittenHasNoLines() throws IOException {
    assertThat(log(100, 2).tail(10)).isEmpty();
    append("");
    assertThat(log(100, 2).tail(10)).isEmpty();
  }

  @Test
  void aVeryLongLineIsCut() throws IOException {
    append("x".repeat(100_000) + "\n");
    assertThat(log(1 << 20, 0).tail(1))
        .singleElement()
        .satisfies(l -> assertThat(l).hasSize(OutputLog.LONGEST_LINE));
  }

  @Test
  void rotatesWhatIsTooLargeAndKeepsSoMany() throws IOException {
    // Given
    OutputLog log = log(4, 2);
    // When
    for (String line : List.of("first\n", "second\n", "third\n", "last\n")) {
      append(line);
      log.rotate();
    }
    append("end\n");
    log.rotate();
    // Then
    assertThat(directory.resolve("log")).hasContent("end");
    assertThat(directory.resolve("log.1")).hasContent("last");
    assertThat(directory.resolve("log.2")).hasContent("third");
    assertThat(directory.resolve("log.3")).doesNotExist();
    assertThat(log.tail(2)).containsExactly("last", "end");
    assertThat(log.tail(9)).containsExactly("third", "last", "end");
  }

  @Test
  void keepsNoneWhereNoneIsWanted() throws IOException {
    append("too long\n");
    log(4, 0).rotate();
    assertThat(directory.resolve("log")).isEmptyFile();
    assertThat(directory.resolve("log.1")).doesNotExist();
  }
}
