package io.ridgeway.framework.fabric.lab;

import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.Signature;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.util.Arrays;
import org.bouncycastle.util.BigIntegers;

/** Signs on P-256 as custody does: low-S. */
record TestSignature(PrivateKey key) {
  private static final BigInteger ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  Signature over(byte[] message) {
    try {
      java.security.Signature signature = java.security.Signature.getInstance("SHA256withECDSA");
      signature.initSign(key);
      signature.update(message);
      ASN1Sequence numbers = ASN1Sequence.getInstance(signature.sign());
      BigInteger s = number(numbers, 1);
      BigInteger low = s.compareTo(ORDER.shiftRight(1)) > 0 ? ORDER.subtract(s) : s;
      return new Signature(
          Curve.P256,
          Arrays.concatenate(
              BigIntegers.asUnsignedByteArray(32, number(numbers, 0)),
              BigIntegers.asUnsignedByteArray(32, low)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static BigInteger number(ASN1Sequence numbers, int i) {
    return ASN1Integer.getInstance(numbers.getObjectAt(i)).getPositiveValue();
  }
}
