package io.ridgeway.keys.certificate;

import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.Signature;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.function.Function;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.operator.ContentSigner;

/** Has custody sign what was written to it, once it is asked for the signature. */
final class CustodySigner implements ContentSigner {
  private final Curve curve;
  private final Function<byte[], Signature> custody;
  private final ByteArrayOutputStream content = new ByteArrayOutputStream();

  CustodySigner(Curve curve, Function<byte[], Signature> custody) {
    this.curve = curve;
    this.custody = custody;
  }

  @Override
  public AlgorithmIdentifier getAlgorithmIdentifier() {
    return SignatureAlgorithms.of(curve);
  }

  @Override
  public OutputStream getOutputStream() {
    return content;
  }

  @Override
  public byte[] getSignature() {
    return custody.apply(content.toByteArray()).encoded();
  }
}
