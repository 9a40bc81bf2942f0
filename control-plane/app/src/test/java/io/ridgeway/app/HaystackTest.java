package io.ridgeway.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class HaystackTest {
  private static final byte[] SECRET = {(byte) 0xff, 7, (byte) 0xfe, 42, 99, (byte) 0xfb, 3, 1};

  private final Haystack haystack = new Haystack();

  @Test
  void findsASecretInEveryFormThatItLooksFor() {
    // Given
    haystack.add("raw", "a" + new String(SECRET, java.nio.charset.StandardCharsets.ISO_8859_1));
    haystack.add("hex", "0x" + HexFormat.of().formatHex(SECRET) + "00");
    haystack.add("upper hex", HexFormat.of().withUpperCase().formatHex(SECRET));
    haystack.add("Base64", "\"" + Base64.getEncoder().encodeToString(SECRET) + "\"");
    haystack.add("Base64 for URLs", Base64.getUrlEncoder().encodeToString(SECRET));
    haystack.add("nothing", "a text without it");

    // Then
    assertThat(haystack.whereIs(SECRET))
        .containsExactly("Base64", "Base64 for URLs", "hex", "raw", "upper hex");
  }

  @Test
  void tellsWhichPlacesHoldAnything() {
    // Given
    haystack.add("empty", "");
    haystack.add("full", "text");

    // Then
    assertThat(haystack.has("full")).isTrue();
    assertThat(haystack.has("empty")).isFalse();
    assertThat(haystack.has("absent")).isFalse();
  }
}
