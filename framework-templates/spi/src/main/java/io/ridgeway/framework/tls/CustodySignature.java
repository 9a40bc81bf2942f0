package io.ridgeway.framework.tls;

import java.io.ByteArrayOutputStream;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SignatureException;
import java.security.SignatureSpi;
import org.jspecify.annotations.Nullable;

/** Collects a message and has custody sign it; it verifies nothing. */
final class CustodySignature extends SignatureSpi {
  private final ByteArrayOutputStream message = new ByteArrayOutputStream();
  private @Nullable CustodyKey key;

  @Override
  protected void engineInitSign(PrivateKey privateKey) throws InvalidKeyException {
    if (!(privateKey instanceof CustodyKey custody)) {
      throw new InvalidKeyException("not a key in custody");
    }
    key = custody;
    message.reset();
  }

  @Override
  protected void engineInitVerify(PublicKey publicKey) throws InvalidKeyException {
    throw new InvalidKeyException("signatures are made here, not verified");
  }

  @Override
  protected void engineUpdate(byte b) {
    message.write(b);
  }

  @Override
  protected void engineUpdate(byte[] bytes, int offset, int length) {
    message.write(bytes, offset, length);
  }

  @Override
  protected byte[] engineSign() throws SignatureException {
    if (key == null) {
      throw new SignatureException("there is no key to sign with");
    }
    try {
      return key.sign(message.toByteArray());
    } catch (RuntimeException e) {
      throw new SignatureException("custody does not sign", e);
    } finally {
      message.reset();
    }
  }

  @Override
  protected boolean engineVerify(byte[] signature) throws SignatureException {
    throw new SignatureException("signatures are made here, not verified");
  }

  @Override
  @Deprecated
  protected void engineSetParameter(String name, Object value) {
    throw new UnsupportedOperationException("the algorithm has no parameters");
  }

  @Override
  @Deprecated
  protected Object engineGetParameter(String name) {
    throw new UnsupportedOperationException("the algorithm has no parameters");
  }
}
