package io.ridgeway.framework.fabric.lab;

import io.ridgeway.framework.Asked;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.KeyPair;
import java.util.Base64;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/** An organisation's administrator whose key custody never sees. */
public final class OutsideAdministrator {
  private final KeyPair keys = TestAuthority.keys();
  private final String entry;

  public OutsideAdministrator(String organisation) {
    this.entry = organisation + "=" + request();
  }

  /** As an order names it. */
  public String entry() {
    return entry;
  }

  private String request() {
    try {
      byte[] der =
          new JcaPKCS10CertificationRequestBuilder(new X500Name("CN=any"), keys.getPublic())
              .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()))
              .getEncoded();
      return Base64.getEncoder().encodeToString(der);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A signature over what it was asked for, Base64. */
  public String sign(Asked asked) {
    return Base64.getEncoder().encodeToString(sign(asked.toSign()));
  }

  /** A signature, DER and low-S. */
  public byte[] sign(byte[] message) {
    return new TestSignature(keys.getPrivate()).over(message).encoded();
  }
}
