package io.ridgeway.adapter.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.adapter.AdapterException.SoftwareUnavailable;
import io.ridgeway.model.deploy.Software;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoftwareListTest {
  private static final Software GETH = new Software("geth", "1.2.3");

  /** Of the text {@code program}. */
  private static final String SHA256 =
      "34d4cec8b0d9c548e09e3c7e9f4bb76fecc17fc67cc4e2ec1ff9cb1d7f7d7a37";

  @TempDir private Path directory;
  private Path file;
  private Path program;
  private SoftwareList list;

  @BeforeEach
  void write() throws IOException {
    file = directory.resolve("software.yaml");
    program = Files.writeString(directory.resolve("geth"), "program");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    list = new SoftwareList(file);
    write(new Checksums().sha256(program));
  }

  private void write(String sha256) throws IOException {
    Files.writeString(file, "- {name: geth, version: 1.2.3, path: geth, sha256: " + sha256 + "}\n");
  }

  @Test
  void aRelativePathIsMeantFromTheListsDirectory() {
    assertThat(list.program(GETH)).isEqualTo(program);
    assertThat(list.usable()).containsExactly(GETH);
  }

  @Test
  void anotherVersionIsUnknown() {
    assertThatThrownBy(() -> list.program(new Software("geth", "1.2.4")))
        .isInstanceOf(SoftwareUnavailable.class)
        .hasMessage("geth 1.2.4 is not in " + file + ": add it there with its path and sha256");
  }

  @Test
  void whatIsAddedCanBeUsedAtOnce() throws IOException {
    // Given
    Files.delete(file);
    assertThat(list.usable()).isEmpty();
    assertThatThrownBy(() -> list.program(GETH))
        .isInstanceOf(SoftwareUnavailable.class)
        .hasMessageContaining(file + " is missing");
    // When
    write(new Checksums().sha256(program));
    // Then
    assertThat(list.usable()).containsExactly(GETH);
  }

  @Test
  void aWrongChecksumSaysWhatItIsAndWhatItShouldBe() throws IOException {
    // Given
    String found = new Checksums().sha256(program);
    write(SHA256);
    // When, Then
    assertThatThrownBy(() -> list.program(GETH))
        .isInstanceOf(SoftwareUnavailable.class)
        .hasMessageContaining("geth 1.2.3 at " + program)
        .hasMessageContaining(found)
        .hasMessageContaining(SHA256);
  }

  @Test
  void aFileThatMayNotBeExecutedIsRefused() {
    assertThat(program.toFile().setExecutable(false)).isTrue();
    assertThatThrownBy(() -> list.program(GETH))
        .isInstanceOf(SoftwareUnavailable.class)
        .hasMessageContaining("chmod +x");
  }

  @Test
  void anExchangedFileIsNoticed() throws IOException {
    // Given
    list.program(GETH);
    // When
    Files.writeString(program, "PROGRAM");
    // Then
    assertThatThrownBy(() -> list.program(GETH)).hasMessageContaining("not what its checksum says");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name: geth",
        "- {name: geth}",
        "- {name: geth, version: 1, path: x, sha256: abc}",
        "- {name: Geth!, version: 1, path: x, sha256: abc}",
        "- {name: geth, version: 1, path: x, sha256: abc, colour: red}",
        "- [",
        "- null"
      })
  void aListThatIsNotUnderstoodIsRefused(String text) throws IOException {
    Files.writeString(file, text);
    assertThat(list.usable()).isEmpty();
    assertThatThrownBy(() -> list.program(GETH))
        .isInstanceOf(SoftwareUnavailable.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("correct it");
  }
}
