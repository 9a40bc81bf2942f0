package io.ridgeway.framework.renderer.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenCasesTest {
  @TempDir Path folder;

  @BeforeEach
  void aCase() throws IOException {
    Files.createDirectories(folder.resolve("one/out/sub"));
    Files.writeString(folder.resolve("one/in.yaml"), "n: 1\n");
    Files.writeString(folder.resolve("one/out/a.txt"), "first\nsecond\n");
    Files.writeString(folder.resolve("one/out/sub/b.txt"), "b\n");
  }

  private GoldenCases cases() {
    return new GoldenCases(folder, false);
  }

  @Test
  void theSameMapPasses() {
    cases()
        .check(
            "one",
            in -> {
              assertThat(in).isEqualTo("n: 1\n");
              return Map.of("a.txt", "first\nsecond\n", "sub/b.txt", "b\n");
            });
    assertThat(cases().names()).containsExactly("one");
  }

  @Test
  void aMissingFileFails() {
    assertThatThrownBy(() -> cases().check("one", in -> Map.of("a.txt", "first\nsecond\n")))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("sub/b.txt: no longer rendered");
  }

  @Test
  void aSurplusFileFails() {
    assertThatThrownBy(
            () ->
                cases()
                    .check(
                        "one",
                        in -> Map.of("a.txt", "first\nsecond\n", "sub/b.txt", "b\n", "c.txt", "")))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("c.txt: rendered, but not expected");
  }

  @Test
  void aDifferentFileFailsWithItsFirstDifference() {
    assertThatThrownBy(
            () -> cases().check("one", in -> Map.of("a.txt", "first\nother\n", "sub/b.txt", "b\n")))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("a.txt: line 2: expected <second> but was <other>");
  }

  @Test
  void aFileThatNoCaseUsesFails() throws IOException {
    // Given
    Files.writeString(folder.resolve("one/notes.txt"), "");

    // Then
    assertThatThrownBy(() -> cases().names())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("notes.txt");
  }

  @Test
  void aFileOutsideACaseFails() throws IOException {
    // Given
    Files.writeString(folder.resolve("stray.yaml"), "");

    // Then
    assertThatThrownBy(() -> cases().names())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("stray.yaml");
  }

  @Test
  void noCaseAtAllFails() throws IOException {
    // Given
    Path empty = Files.createDirectory(folder.resolve("one/out/empty"));

    // Then
    assertThatThrownBy(() -> new GoldenCases(empty, false).names())
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void updatingRewritesTheWholeMap() {
    // When
    new GoldenCases(folder, true).check("one", in -> Map.of("sub/c.txt", "c\n"));

    // Then
    cases().check("one", in -> Map.of("sub/c.txt", "c\n"));
  }
}
