package io.ridgeway.keys.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ridgeway.keys.secp256k1.PortableSecp256k1;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.Signature;
import io.ridgeway.model.key.ToSign;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.X509EncodedKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every kind of key must do, looked at by BouncyCastle's own provider. */
class KeyAlgorithmsTest {
  private static final Provider VERIFIER = new BouncyCastleProvider();
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final KeyAlgorithms FASTEST = KeyAlgorithms.fastest();
  private static final KeyAlgorithms PORTABLE = KeyAlgorithms.portable(new PortableSecp256k1());
  private static final byte[] MESSAGE = "what was agreed".getBytes(StandardCharsets.UTF_8);

  @Test
  void takesTheNativeLibraryWhereItLoads() {
    assertThat(FASTEST.p256()).isInstanceOf(NativeP256.class);
  }

  @ParameterizedTest
  @EnumSource(Curve.class)
  void othersVerifyWhatItSigns(Curve curve) throws Exception {
    for (KeyAlgorithms algorithms : new KeyAlgorithms[] {FASTEST, PORTABLE}) {
      // Given
      KeyAlgorithm algorithm = algorithms.of(curve);
      byte[] privateKey = algorithm.newPrivateKey(RANDOM);
      byte[] publicKey = algorithm.publicKey(privateKey);

      for (int i = 0; i < 20; i++) {
        // When
        byte[] message = (i + "th").getBytes(StandardCharsets.UTF_8);
        byte[] signed = algorithm.sign(privateKey, publicKey, new ToSign.Message(message));

        // Then
        assertThat(verifies(curve, publicKey, message, signed)).isTrue();
        assertThat(verifies(curve, publicKey, MESSAGE, signed)).isFalse();
        signed[5] ^= 1;
        assertThat(verifies(curve, publicKey, message, signed)).isFalse();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Curve.class,
      names = {"SECP256K1", "P256"})
  void itsSignaturesAreLow(Curve curve) {
    BigInteger half =
        switch (curve) {
          case P256 -> PortableP256.CURVE.order.shiftRight(1);
          default -> new PrimeCurve("secp256k1").order.shiftRight(1);
        };
    for (KeyAlgorithms algorithms : new KeyAlgorithms[] {FASTEST, PORTABLE}) {
      KeyAlgorithm algorithm = algorithms.of(curve);
      byte[] privateKey = algorithm.newPrivateKey(RANDOM);
      byte[] publicKey = algorithm.publicKey(privateKey);
      for (byte i = 0; i < 40; i++) {
        byte[] signature =
            algorithm.sign(privateKey, publicKey, new ToSign.Message(new byte[] {i}));
        assertThat(new BigInteger(1, signature, 32, 32)).isLessThanOrEqualTo(half);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Curve.class,
      names = {"SECP256K1", "P256", "SM2", "ED25519"})
  void thePortableOnesSignTheSameTheSame(Curve curve) {
    // Given
    KeyAlgorithm algorithm = PORTABLE.of(curve);
    byte[] privateKey = algorithm.newPrivateKey(RANDOM);
    byte[] publicKey = algorithm.publicKey(privateKey);

    // Then
    ToSign what = new ToSign.Message(MESSAGE);
    assertThat(algorithm.sign(privateKey, publicKey, what))
        .isEqualTo(algorithm.sign(privateKey, publicKey, what));
  }

  @ParameterizedTest
  @EnumSource(Curve.class)
  void itsKeysAreReadByOthers(Curve curve) throws Exception {
    // Given
    KeyAlgorithm algorithm = FASTEST.of(curve);
    byte[] privateKey = algorithm.newPrivateKey(RANDOM);
    byte[] publicKey = algorithm.publicKey(privateKey);

    // When
    KeyFactory factory = KeyFactory.getInstance(family(curve), VERIFIER);
    byte[] spki =
        factory.generatePublic(new X509EncodedKeySpec(curve.encode(publicKey))).getEncoded();

    // Then
    assertThat(spki).isEqualTo(curve.encode(publicKey));
    assertThat(curve.decode(spki)).contains(publicKey);
  }

  @ParameterizedTest
  @EnumSource(Curve.class)
  void aKeyOfOneKindIsNoneOfAnother(Curve curve) {
    KeyAlgorithm algorithm = FASTEST.of(curve);
    byte[] spki = curve.encode(algorithm.publicKey(algorithm.newPrivateKey(RANDOM)));
    for (Curve other : Curve.values()) {
      assertThat(other.decode(spki).isPresent()).isEqualTo(other == curve);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Curve.class,
      names = {"ED25519", "RSA2048"})
  void whatHashesItselfTakesNoDigest(Curve curve) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FASTEST.of(curve).check(new ToSign.Digest(new byte[32])))
        .withMessageEndingWith("key signs messages, not digests");
  }

  @Test
  void aLibraryWhoseSignaturesDontVerifyIsNotTaken() {
    KeyAlgorithm real = new PortableP256();
    KeyAlgorithm faulty =
        new KeyAlgorithm() {
          @Override
          public byte[] newPrivateKey(SecureRandom random) {
            return real.newPrivateKey(random);
          }

          @Override
          public byte[] publicKey(byte[] privateKey) {
            return real.publicKey(privateKey);
          }

          @Override
          public byte[] sign(byte[] privateKey, byte[] publicKey, ToSign what) {
            byte[] signature = real.sign(privateKey, publicKey, what);
            signature[40] ^= 1;
            return signature;
          }
        };

    Corretto.prove(real);
    org.assertj.core.api.Assertions.assertThatIllegalStateException()
        .isThrownBy(() -> Corretto.prove(faulty));
  }

  private static boolean verifies(Curve curve, byte[] publicKey, byte[] message, byte[] signature)
      throws Exception {
    PublicKey key =
        KeyFactory.getInstance(family(curve), VERIFIER)
            .generatePublic(new X509EncodedKeySpec(curve.encode(publicKey)));
    java.security.Signature verifier =
        java.security.Signature.getInstance(
            switch (curve) {
              case SECP256K1, P256 -> "SHA256withECDSA";
              case SM2 -> "SM3withSM2";
              case ED25519 -> "Ed25519";
              case RSA2048 -> "SHA256withRSA";
            },
            VERIFIER);
    verifier.initVerify(key);
    verifier.update(message);
    return verifier.verify(new Signature(curve, signature).encoded());
  }

  private static String family(Curve curve) {
    return switch (curve) {
      case SECP256K1, P256, SM2 -> "EC";
      case ED25519 -> "Ed25519";
      case RSA2048 -> "RSA";
    };
  }
}
