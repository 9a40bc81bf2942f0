package io.ridgeway.keys.secp256k1;

import static io.ridgeway.keys.secp256k1.BothCurves.NATIVE;
import static io.ridgeway.keys.secp256k1.BothCurves.PORTABLE;
import static io.ridgeway.keys.secp256k1.BothCurves.assertSameAndRight;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ridgeway.model.key.EcdsaSignature;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Secp256k1Test {
  private static final BigInteger ORDER = SECNamedCurves.getByName("secp256k1").getN();

  @Test
  void takesTheNativeLibraryWhereItLoads() {
    assertThat(Secp256k1.fastest()).isInstanceOf(NativeSecp256k1.class);
  }

  @ParameterizedTest
  @CsvSource({"00", "ff", "80"})
  void bothGiveTheSameAtTheDigestsEdges(String octet) {
    byte[] digest = HexFormat.of().parseHex(octet.repeat(32));
    byte[] scalar = HexFormat.of().parseHex("17".repeat(32));
    assertSameAndRight(scalar, digest);
  }

  /** Vectors in wide use for RFC 6979 on this curve, with SHA-256 of the message. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "0000000000000000000000000000000000000000000000000000000000000001,"
            + "Satoshi Nakamoto,"
            + "934b1ea10a4b3c1757e2b0c017d0b6143ce3c9a7e6a4a49860d7a6ab210ee3d8,"
            + "2442ce9d2b916064108014783e923ec36b49743e2ffa1c4496f01a512aafd9e5",
        "0000000000000000000000000000000000000000000000000000000000000001,"
            + "\"All those moments will be lost in time, like tears in rain. Time to die...\","
            + "8600dbd41e348fe5c9465ab92d23e3db8b98b873beecd930736488696438cb6b,"
            + "547fe64427496db33bf66019dacbf0039c04199abb0122918601db38a72cfc21",
        "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140,"
            + "Satoshi Nakamoto,"
            + "fd567d121db66e382991534ada77a6bd3106f0a1098c231e47993447cd6af2d0,"
            + "6b39cd0eb1bc8603e159ef5c20a5c8ad685a45b06ce9bebed3f153d10d93bed5",
        "f8b8af8ce3c7cca5e300d33939540c10d45ce001b8f252bfbc57ba0342904181,"
            + "Alan Turing,"
            + "7063ae83e7f62bbb171798131b4a0564b956930092b33b07b395615d9ec7e15c,"
            + "58dfcc1e00a35e1572f366ffe34ba0fc47db1e7189759b9fb233c5b05ab388ea"
      })
  void signsTheKnownVectors(String key, String message, String r, String s) throws Exception {
    // Given
    byte[] scalar = HexFormat.of().parseHex(key);
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(message.getBytes(StandardCharsets.UTF_8));

    for (Secp256k1 curve : new Secp256k1[] {NATIVE, PORTABLE}) {
      // When
      EcdsaSignature signature = curve.sign(scalar, digest);

      // Then
      assertThat(HexFormat.of().formatHex(signature.r())).isEqualTo(r);
      assertThat(HexFormat.of().formatHex(signature.s())).isEqualTo(s);
    }
  }

  @Test
  void zeroTheOrderAndWrongLengthsAreNoScalars() {
    byte[] order = Arrays.copyOfRange(ORDER.toByteArray(), 1, 33);
    byte[] largest = order.clone();
    largest[31]--;
    for (Secp256k1 curve : new Secp256k1[] {NATIVE, PORTABLE}) {
      assertThat(curve.isScalar(new byte[32])).isFalse();
      assertThat(curve.isScalar(order)).isFalse();
      assertThat(curve.isScalar(new byte[] {1})).isFalse();
      assertThat(curve.isScalar(largest)).isTrue();
    }
  }

  @Test
  void drawsAgainUntilItHasAScalar() {
    // Given
    int[] draws = {0};
    SecureRandom random =
        new SecureRandom() {
          @Override
          public void nextBytes(byte[] bytes) {
            Arrays.fill(bytes, draws[0]++ == 0 ? (byte) 0xff : (byte) 5);
          }
        };

    // When
    byte[] scalar = PORTABLE.newScalar(random);

    // Then
    assertThat(scalar).containsOnly(5);
    assertThat(draws[0]).isEqualTo(2);
  }

  @Test
  void signsWithNothingThatIsNoScalar() {
    for (Secp256k1 curve : new Secp256k1[] {NATIVE, PORTABLE}) {
      assertThatIllegalArgumentException().isThrownBy(() -> curve.sign(new byte[32], new byte[32]));
      assertThatIllegalArgumentException().isThrownBy(() -> curve.sign(new byte[31], new byte[32]));
      assertThatIllegalArgumentException().isThrownBy(() -> curve.publicKey(new byte[32]));
    }
  }
}
