package io.ridgeway.keys.secp256k1;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.ridgeway.model.key.EcdsaSignature;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class SelfCheckTest {
  private static final Secp256k1 REFERENCE = new PortableSecp256k1();

  @Test
  void passesWhoAgrees() {
    assertThatNoException()
        .isThrownBy(() -> SelfCheck.sameAs(REFERENCE, changed(UnaryOperator.identity(), s -> s)));
  }

  @Test
  void catchesAnotherPublicKey() {
    assertCaught(changed(SelfCheckTest::altered, signature -> signature));
  }

  @Test
  void catchesAnotherR() {
    assertCaught(
        changed(key -> key, s -> new EcdsaSignature(altered(s.r()), s.s(), s.recoveryId())));
  }

  @Test
  void catchesAnotherS() {
    assertCaught(
        changed(key -> key, s -> new EcdsaSignature(s.r(), altered(s.s()), s.recoveryId())));
  }

  @Test
  void catchesAConstantRecoveryId() {
    assertCaught(changed(key -> key, s -> new EcdsaSignature(s.r(), s.s(), 0)));
    assertCaught(changed(key -> key, s -> new EcdsaSignature(s.r(), s.s(), 1)));
  }

  private static void assertCaught(Secp256k1 candidate) {
    assertThatIllegalStateException().isThrownBy(() -> SelfCheck.sameAs(REFERENCE, candidate));
  }

  private static byte[] altered(byte[] bytes) {
    byte[] altered = bytes.clone();
    altered[5] ^= 1;
    return altered;
  }

  private static Secp256k1 changed(
      UnaryOperator<byte[]> key, UnaryOperator<EcdsaSignature> signature) {
    return new Secp256k1() {
      @Override
      public boolean isScalar(byte[] candidate) {
        return REFERENCE.isScalar(candidate);
      }

      @Override
      public byte[] publicKey(byte[] scalar) {
        return key.apply(REFERENCE.publicKey(scalar));
      }

      @Override
      public EcdsaSignature sign(byte[] scalar, byte[] digest) {
        return signature.apply(REFERENCE.sign(scalar, digest));
      }
    };
  }
}
