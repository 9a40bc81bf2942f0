package io.ridgeway.engine.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.ridgeway.engine.fake.Refused;
import io.ridgeway.model.problem.ProblemType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class JarCheckTest {
  private static final byte[] STARTED_BY_A =
      Jars.text("Manifest-Version: 1.0\nMain-Class: a.Main\n");

  @Test
  void takesAJarThatSaysHowItIsStarted() {
    assertThatCode(() -> JarCheck.check(Jars.good())).doesNotThrowAnyException();
  }

  @Test
  void refusesWhatIsNoJar() {
    wrong(Jars.text("#!/bin/sh\nrm -rf /\n"), "is no jar");
    wrong(new byte[0], "is no jar");
  }

  @Test
  void refusesAJarThatIsCutShort() {
    // Given
    byte[] whole = Jars.good();

    // Then
    wrong(Arrays.copyOf(whole, 60), "can't be read as a jar");
  }

  @Test
  void refusesAJarThatNobodyCanStart() {
    wrong(Jars.of(Map.of("a/Main.class", Jars.text("x"))), "must say its Main-Class");
    wrong(
        Jars.of(Map.of("META-INF/MANIFEST.MF", Jars.text("Manifest-Version: 1.0\n"))),
        "must say its Main-Class");
    wrong(Jars.of(Map.of("META-INF/MANIFEST.MF", STARTED_BY_A)), "it has no class a.Main");
    wrong(
        Jars.of(Map.of("META-INF/MANIFEST.MF", Jars.text("no colon here\n"))),
        "can't be read as a jar");
  }

  @Test
  void refusesABombWithoutUnpackingIt() throws IOException {
    // Given half a gibibyte and more of zeros, in half a mebibyte
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] zeros = new byte[1 << 20];
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("a/Main.class"));
      for (long written = 0; written <= JarCheck.MOST_UNPACKED; written += zeros.length) {
        zip.write(zeros);
      }
    }

    // Then
    assertThat(bytes.size()).isLessThan(1 << 20);
    wrong(bytes.toByteArray(), "unpacks to more than 512 MiB");
  }

  @Test
  void refusesCountlessFiles() throws IOException {
    // Given
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i <= JarCheck.MOST_ENTRIES; i++) {
        zip.putNextEntry(new ZipEntry("f" + i));
      }
    }

    // Then
    wrong(bytes.toByteArray(), "more than 50000 files");
  }

  @Test
  void refusesWhatIsTooLarge() {
    assertThat(
            Refused.as(
                    ProblemType.TOO_LARGE, () -> JarCheck.check(new byte[JarCheck.MOST_BYTES + 1]))
                .detail())
        .contains("50 MiB");
  }

  private static void wrong(byte[] jar, String why) {
    assertThat(Refused.as(ProblemType.INVALID, () -> JarCheck.check(jar)).violations())
        .singleElement()
        .satisfies(
            v -> {
              assertThat(v.field()).isEqualTo("package");
              assertThat(v.message()).contains(why);
            });
  }
}
