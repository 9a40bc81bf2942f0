package io.ridgeway.framework.fabric.lab;

import io.ridgeway.framework.fabric.channel.SigningIdentity;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.util.BigIntegers;

/** A certificate and its key. */
public record TestIdentity(X509Certificate x509, PrivateKey privateKey) {
  /** The certificate, PEM. */
  public String certificate() {
    return pem(x509);
  }

  /** As somebody who signs. */
  public SigningIdentity signing(String mspId) {
    return new SigningIdentity(
        mspId, certificate(), message -> new TestSignature(privateKey).over(message).encoded());
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
