package io.ridgeway.framework.fabric.channel;

import com.google.protobuf.ByteString;
import java.util.function.UnaryOperator;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;

/**
 * Somebody who signs in a channel: the certificate that the channel knows, and a way to its key,
 * which stays where it is.
 *
 * @param mspId whose identity
 * @param certificate the enrolment certificate, PEM
 * @param key signs a message with the certificate's P-256 key: ECDSA over its SHA-256, in DER,
 *     low-S as Fabric demands
 */
public record SigningIdentity(String mspId, String certificate, UnaryOperator<byte[]> key) {

  /** The identity as messages name their creator. */
  public ByteString creator() {
    return creator(mspId, certificate);
  }

  static ByteString creator(String mspId, String certificate) {
    return SerializedIdentity.newBuilder()
        .setMspid(mspId)
        .setIdBytes(ByteString.copyFromUtf8(certificate))
        .build()
        .toByteString();
  }

  /** The signature over a message, in DER. */
  public ByteString sign(byte[] message) {
    return ByteString.copyFrom(key.apply(message));
  }
}
