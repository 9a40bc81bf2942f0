package io.ridgeway.framework.fabric.lab;

import io.ridgeway.framework.fabric.channel.SigningIdentity;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.util.BigIntegers;

/** A certificate and its key. */
public record TestIdentity(X509Certificate x509, PrivateKey privateKey) {
  private static final BigInteger ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  /** The certificate, PEM. */
  public String certificate() {
    return pem(x509);
  }

  /** As somebody who signs. */
  public SigningIdentity signing(String mspId) {
    return new SigningIdentity(mspId, certificate(), this::sign);
  }

  private byte[] sign(byte[] message) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(privateKey);
      signature.update(message);
      ASN1Sequence numbers = ASN1Sequence.getInstance(signature.sign());
      BigInteger s = ASN1Integer.getInstance(numbers.getObjectAt(1)).getPositiveValue();
      ASN1Integer low =
          new ASN1Integer(s.compareTo(ORDER.shiftRight(1)) > 0 ? ORDER.subtract(s) : s);
      return new DERSequence(new ASN1Encodable[] {numbers.getObjectAt(0), low}).getEncoded();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The private scalar, 32 bytes, as custody hands it to a node. */
  public byte[] scalar() {
    return BigIntegers.asUnsignedByteArray(32, ((ECPrivateKey) privateKey).getS());
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
