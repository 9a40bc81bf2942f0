package io.ridgeway.keys.algorithm;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.model.key.ToSign;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.bouncycastle.crypto.signers.DSAKCalculator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signatures that standards print. */
class VectorsTest {
  /** RFC 6979, A.2.5, with SHA-256; an s above half of the order is printed there, low here. */
  @ParameterizedTest
  @CsvSource({
    "sample,"
        + "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716,"
        + "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8",
    "test,"
        + "f1abb023518351cd71d881567b1ea663ed3efcf6c5132b354f28d3b0b7d38367,"
        + "019f4113742a2b14bd25926b49c649155f267e60d3814b4c0cc84250e46f0083"
  })
  void p256SignsAsRfc6979Prints(String message, String r, String s) {
    // Given
    PortableP256 p256 = new PortableP256();
    byte[] scalar = hex("c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721");
    BigInteger low = PortableP256.CURVE.low(new BigInteger(s, 16));

    // When
    byte[] publicKey = p256.publicKey(scalar);
    byte[] signature = p256.sign(scalar, publicKey, message(message));

    // Then
    assertThat(hex(publicKey))
        .isEqualTo(
            "60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
                + "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299");
    assertThat(hex(signature)).isEqualTo(r + String.format("%064x", low));
  }

  /** GB/T 32918.5-2017, A.2, which states its nonce. */
  @Test
  void sm2SignsAsTheStandardPrints() {
    // Given
    Sm2 sm2 =
        new Sm2(() -> always("59276e27d506861a16680f3ad9c02dccef3cc1fa3cdbe4ce6d54b80deac1bc21"));
    byte[] scalar = hex("3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8");

    // When
    byte[] publicKey = sm2.publicKey(scalar);
    ToSign message = message("message digest");
    byte[] digest = Sm2.digest(publicKey, message.bytes());

    // Then
    assertThat(hex(publicKey))
        .isEqualTo(
            "09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
                + "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13");
    assertThat(hex(digest))
        .isEqualTo("f0b43e94ba45accaace692ed534382eb17e6ab5a19ce7b31f4486fdfc0d28640");
    for (ToSign what : new ToSign[] {message, new ToSign.Digest(digest)}) {
      assertThat(hex(sm2.sign(scalar, publicKey, what)))
          .isEqualTo(
              "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
                  + "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa");
    }
  }

  /** RFC 8032, 7.1, tests 1 and 2. */
  @ParameterizedTest
  @CsvSource({
    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
        + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a,"
        + "'',"
        + "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555"
        + "fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
        + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c,"
        + "72,"
        + "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da0"
        + "85ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
  })
  void ed25519SignsAsRfc8032Prints(
      String seed, String publicKey, String message, String signature) {
    Ed25519 ed25519 = new Ed25519();
    assertThat(hex(ed25519.publicKey(hex(seed)))).isEqualTo(publicKey);
    assertThat(hex(ed25519.sign(hex(seed), hex(publicKey), new ToSign.Message(hex(message)))))
        .isEqualTo(signature);
  }

  @Test
  void zeroTheOrderAndWhatIsAboveAreNoScalars() {
    for (PrimeCurve curve : new PrimeCurve[] {PortableP256.CURVE, Sm2.CURVE}) {
      assertThat(curve.isScalar(new byte[32])).isFalse();
      assertThat(curve.isScalar(hex("ff".repeat(32)))).isFalse();
      assertThat(curve.isScalar(hex(curve.order.toString(16)))).isFalse();
      assertThat(curve.isScalar(hex(curve.order.subtract(BigInteger.ONE).toString(16)))).isFalse();
      assertThat(curve.isScalar(hex(curve.order.subtract(BigInteger.TWO).toString(16)))).isTrue();
      assertThat(curve.isScalar(new byte[31])).isFalse();
    }
  }

  private static DSAKCalculator always(String k) {
    return new DSAKCalculator() {
      @Override
      public boolean isDeterministic() {
        return true;
      }

      @Override
      public void init(BigInteger n, SecureRandom random) {}

      @Override
      public void init(BigInteger n, BigInteger d, byte[] message) {}

      @Override
      public BigInteger nextK() {
        return new BigInteger(k, 16);
      }
    };
  }

  private static ToSign message(String text) {
    return new ToSign.Message(text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
