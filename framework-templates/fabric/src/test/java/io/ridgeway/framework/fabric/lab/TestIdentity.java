package io.ridgeway.framework.fabric.lab;

import io.ridgeway.framework.fabric.channel.SigningIdentity;
import io.ridgeway.model.key.EcdsaSignature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.util.BigIntegers;

/** A certificate and its key. */
public record TestIdentity(X509Certificate x509, PrivateKey privateKey) {
  private static final BigInteger ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  /** The certificate, PEM. */
  public String certificate() {
    return pem(x509);
  }

  /** The private key, PKCS #8 in PEM, as nodes read it. */
  public String key() {
    try {
      return pem(new JcaPKCS8Generator(privateKey, null).generate());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As somebody who signs. */
  public SigningIdentity signing(String mspId) {
    return new SigningIdentity(mspId, certificate(), this::sign);
  }

  private EcdsaSignature sign(byte[] digest) {
    try {
      Signature signature = Signature.getInstance("NONEwithECDSA");
      signature.initSign(privateKey);
      signature.update(digest);
      ASN1Sequence numbers = ASN1Sequence.getInstance(signature.sign());
      BigInteger r = ASN1Integer.getInstance(numbers.getObjectAt(0)).getPositiveValue();
      BigInteger s = ASN1Integer.getInstance(numbers.getObjectAt(1)).getPositiveValue();
      BigInteger low = s.compareTo(ORDER.shiftRight(1)) > 0 ? ORDER.subtract(s) : s;
      return new EcdsaSignature(
          BigIntegers.asUnsignedByteArray(32, r), BigIntegers.asUnsignedByteArray(32, low), 0);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String pem(Object what) {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(what);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
