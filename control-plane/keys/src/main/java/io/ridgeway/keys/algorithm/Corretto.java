package io.ridgeway.keys.algorithm;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import io.ridgeway.model.key.ToSign;
import java.math.BigInteger;
import java.security.Provider;
import java.util.Arrays;
import java.util.function.Function;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.slf4j.LoggerFactory;

/**
 * Amazon Corretto Crypto Provider (AWS-LC through JNI), where it loads and proves itself. It is not
 * registered: only what asks for it here runs on it.
 */
final class Corretto {
  private Corretto() {}

  static KeyAlgorithm p256() {
    return fastest(
        provider -> {
          NativeP256 candidate = new NativeP256(provider);
          prove(candidate);
          return candidate;
        },
        new PortableP256());
  }

  static KeyAlgorithm rsa2048() {
    return fastest(Rsa2048::new, Rsa2048.portable());
  }

  private static KeyAlgorithm fastest(
      Function<Provider, KeyAlgorithm> nativeOne, KeyAlgorithm portable) {
    try {
      AmazonCorrettoCryptoProvider provider = AmazonCorrettoCryptoProvider.INSTANCE;
      provider.assertHealthy();
      return nativeOne.apply(provider);
    } catch (LinkageError | RuntimeException e) {
      LoggerFactory.getLogger(Corretto.class)
          .atWarn()
          .addKeyValue("reason", e.toString())
          .log("AWS-LC can't be used; P-256 and RSA take the portable, slower road");
      return portable;
    }
  }

  /** Has it sign, and another verify, before it is trusted with a key. */
  static void prove(KeyAlgorithm candidate) {
    byte[] scalar = new byte[PrimeCurve.SCALAR];
    byte[] digest = new byte[PrimeCurve.SCALAR];
    for (byte i = 1; i <= 4; i++) {
      Arrays.fill(scalar, i);
      Arrays.fill(digest, (byte) (i + 100));
      byte[] publicKey = PortableP256.CURVE.publicKey(scalar);
      byte[] signature = candidate.sign(scalar, publicKey, new ToSign.Digest(digest));
      if (!Arrays.equals(publicKey, candidate.publicKey(scalar))
          || !verifies(publicKey, digest, signature)) {
        throw new IllegalStateException("its signatures don't verify");
      }
    }
  }

  private static boolean verifies(byte[] publicKey, byte[] digest, byte[] signature) {
    ECDSASigner verifier = new ECDSASigner();
    verifier.init(
        false,
        new ECPublicKeyParameters(PortableP256.CURVE.point(publicKey), PortableP256.CURVE.domain));
    return verifier.verifySignature(
        digest,
        new BigInteger(1, signature, 0, PrimeCurve.SCALAR),
        new BigInteger(1, signature, PrimeCurve.SCALAR, PrimeCurve.SCALAR));
  }
}
