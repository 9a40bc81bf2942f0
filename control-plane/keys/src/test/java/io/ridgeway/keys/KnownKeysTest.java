package io.ridgeway.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownKeysTest {
  private final KnownKeys keys = new KnownKeys(20);

  @Test
  void findsEachForm() {
    KnownKeys.formsOf(17)
        .forEach((name, form) -> assertThat(keys.in(within(form))).as(name).containsExactly(17));
  }

  @Test
  void findsAKeyInPemWhereverItsLinesBreak() {
    for (int before = 0; before < 70; before++) {
      // Given
      byte[] der = new byte[before + 32 + 40];
      System.arraycopy(KnownKeys.secret(3), 0, der, before, 32);
      String pem = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der).indent(2);

      // Then
      assertThat(keys.in(pem.getBytes(StandardCharsets.US_ASCII))).as("" + before).contains(3);
    }
  }

  @Test
  void findsNothingWhereNothingIs() {
    byte[] noise = new byte[1 << 20];
    new Random(1).nextBytes(noise);
    assertThat(keys.in(noise)).isEmpty();
    assertThat(keys.in(KnownKeys.secret(20))).isEmpty();
    assertThat(keys.in(new byte[3])).isEmpty();
  }

  @Test
  void findsAKeyAcrossTheChunksOfAFile(@TempDir Path directory) throws IOException {
    // Given: one that begins before a chunk's end, and one at the file's end
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.write(new byte[(16 << 20) + 20]);
    content.write(KnownKeys.secret(5));
    content.write(new byte[16 << 20]);
    content.write(KnownKeys.secret(6));
    Path file = Files.write(directory.resolve("long"), content.toByteArray());

    // Then
    assertThat(keys.in(file)).containsExactly(5, 6);
  }

  private static byte[] within(byte[] form) {
    byte[] place = new byte[form.length + 11];
    System.arraycopy(form, 0, place, 5, form.length);
    return place;
  }
}
