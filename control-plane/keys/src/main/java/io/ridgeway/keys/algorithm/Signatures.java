package io.ridgeway.keys.algorithm;

import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.ToSign;
import java.io.IOException;
import java.math.BigInteger;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithID;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;

/** Checks signatures that come from outside, of keys that are points of a curve. */
public final class Signatures {
  private static final PrimeCurve SECP256K1 = new PrimeCurve("secp256k1");

  private Signatures() {}

  /**
   * Whether the key's holder signed the message. Either s of ECDSA is taken: who signs elsewhere
   * may not know that there are two.
   *
   * @param publicKey as {@link Curve} has it, and on the curve
   * @param message not hashed yet; SM2 puts {@link Sm2#IDENTITY} before it
   * @param signature r and s in DER
   */
  public static boolean holds(Curve curve, byte[] publicKey, byte[] message, byte[] signature) {
    return switch (curve) {
      case SECP256K1 -> ecdsa(SECP256K1, publicKey, message, signature);
      case P256 -> ecdsa(PortableP256.CURVE, publicKey, message, signature);
      case SM2 -> sm2(publicKey, message, signature);
      case ED25519, RSA2048 ->
          throw new IllegalArgumentException("signatures of " + curve + " aren't checked here");
    };
  }

  private static boolean ecdsa(
      PrimeCurve curve, byte[] publicKey, byte[] message, byte[] signature) {
    BigInteger[] rs;
    try {
      rs = StandardDSAEncoding.INSTANCE.decode(curve.order, signature);
    } catch (IOException | RuntimeException e) {
      // BouncyCastle meets bytes that are no DER with exceptions of many kinds.
      return false;
    }
    ECDSASigner verifier = new ECDSASigner();
    verifier.init(false, new ECPublicKeyParameters(curve.point(publicKey), curve.domain));
    return verifier.verifySignature(Sha256.digest(new ToSign.Message(message)), rs[0], rs[1]);
  }

  private static boolean sm2(byte[] publicKey, byte[] message, byte[] signature) {
    SM2Signer verifier = new SM2Signer();
    verifier.init(
        false,
        new ParametersWithID(
            new ECPublicKeyParameters(Sm2.CURVE.point(publicKey), Sm2.CURVE.domain), Sm2.IDENTITY));
    verifier.update(message, 0, message.length);
    return verifier.verifySignature(signature);
  }
}
