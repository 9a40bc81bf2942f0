package io.ridgeway.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.framework.fiscobcos.archive.Trust;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Archives of a chain that nobody agreed on, as they were written once: the format stays. */
class ArchiveCommandTest {
  private static final String STANDARD =
      "0x14dd08cf3eea5dfe74ed47eaf28b75fbcfc0dca848e6c2de1d370ca6d9ee0f1b";
  private static final String GUOMI =
      "0x6f6ebc907269b1f506a298b28285ee44d88185aec75771fafd979e65edf94070";

  @TempDir Path folder;

  private static Path file(String name) {
    try {
      return Path.of(
          Objects.requireNonNull(ArchiveCommandTest.class.getResource("/archives/" + name))
              .toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Trust in(String genesis) {
    return new Trust(Optional.of(genesis), Optional.empty());
  }

  @ParameterizedTest
  @CsvSource({"standard, " + STANDARD, "guomi, " + GUOMI})
  void filesOfBothSuitesAreCheckedOneBehindTheOther(String suite, String genesis) {
    JsonNode found =
        ArchiveCommand.found(
            List.of(file(suite + "-1.jsonl"), file(suite + "-2.jsonl")), in(genesis));

    assertThat(found.findValuesAsText("cryptography")).containsOnly(suite);
    assertThat(found.findValuesAsText("chain")).containsOnly("n00000000demo");
    assertThat(found.findValuesAsText("from")).containsExactly("0", "2");
    assertThat(found.findValuesAsText("to")).containsExactly("1", "3");
    assertThat(found.findValuesAsText("transactions")).containsExactly("2", "1");
    assertThat(found.at("/1/parent")).isEqualTo(found.at("/0/hash"));
  }

  @Test
  void whereItBreaksIsSaidWithTheFile() throws IOException {
    // Given one whose first transaction has another nonce
    String whole = Files.readString(file("guomi-1.jsonl"));
    Path altered = folder.resolve("altered.jsonl");
    Files.writeString(altered, whole.replaceFirst("\"nonce\":\"0x6e", "\"nonce\":\"0x6f"));
    Path cut = folder.resolve("cut.jsonl");
    Files.writeString(cut, whole.substring(0, whole.length() - 10));

    // Then
    refused(altered + ": block 1: transaction 0 isn't signed by 0x", List.of(altered), in(GUOMI));
    refused(cut + ": after block 1: it ends too early", List.of(cut), in(GUOMI));
    refused("not the genesis that was named", List.of(file("guomi-1.jsonl")), in(STANDARD));
    refused(
        "it begins with block 2: name the sealers of that time",
        List.of(file("guomi-2.jsonl")),
        in(GUOMI));
    refused(
        "it is of chain n00000000demo, group group0, guomi, the one before of",
        List.of(file("standard-1.jsonl"), file("guomi-2.jsonl")),
        in(STANDARD));
    refused("can't be read", List.of(folder.resolve("none")), in(GUOMI));
  }

  @Test
  void whatIsTrustedMustBeSaid() {
    refusedTrust(null, null, "say --genesis or --sealers");
    refusedTrust("0xAB", null, "--genesis must be 0x and 64 hex digits");
    refusedTrust(null, List.of("ab"), "--sealers must be ids of 128 hex digits");
    assertThat(ArchiveCommand.trust(GUOMI, List.of("ab".repeat(64))).sealers()).isPresent();
  }

  private static void refused(String why, List<Path> files, Trust trust) {
    assertThatThrownBy(() -> ArchiveCommand.found(files, trust))
        .isInstanceOf(Failure.class)
        .hasMessageContaining(why);
  }

  private static void refusedTrust(String genesis, List<String> sealers, String why) {
    assertThatThrownBy(() -> ArchiveCommand.trust(genesis, sealers))
        .isInstanceOf(Failure.class)
        .hasMessageContaining(why);
  }
}
