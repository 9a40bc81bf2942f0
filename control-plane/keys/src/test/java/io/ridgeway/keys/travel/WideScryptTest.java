package io.ridgeway.keys.travel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.bouncycastle.crypto.generators.SCrypt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WideScryptTest {
  /** RFC 7914, 12, but for the last one, which takes a gigabyte. */
  @ParameterizedTest
  @CsvSource({
    "'','',16,1,1,77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"
        + "fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906",
    "password,NaCl,1024,8,16,fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
        + "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640",
    "pleaseletmein,SodiumChloride,16384,8,1,"
        + "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
        + "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887"
  })
  void makesWhatTheDocumentSays(String password, String salt, int n, int r, int p, String key) {
    assertThat(WideScrypt.generate(bytes(password), bytes(salt), n, r, p, 64))
        .isEqualTo(HexFormat.of().parseHex(key));
  }

  @Property(tries = 100)
  void makesTheSameAsBouncyCastleWhereThatDoes(
      @ForAll @Size(max = 40) byte[] password,
      @ForAll @Size(max = 40) byte[] salt,
      @ForAll @IntRange(min = 1, max = 10) int log,
      @ForAll @IntRange(min = 1, max = 9) int r,
      @ForAll @IntRange(min = 1, max = 5) int p,
      @ForAll @IntRange(min = 1, max = 70) int length) {
    assertThat(WideScrypt.generate(password, salt, 1 << log, r, p, length))
        .isEqualTo(SCrypt.generate(password, salt, 1 << log, r, p, length));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
