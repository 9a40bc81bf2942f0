package io.ridgeway.framework.fabric.channel;

import com.google.protobuf.ByteString;
import io.ridgeway.model.key.EcdsaSignature;
import java.math.BigInteger;
import java.util.function.Function;
import org.bouncycastle.asn1.ASN1Integer;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;

/**
 * Somebody who signs in a channel: the certificate that the channel knows, and a way to its key,
 * which stays where it is.
 *
 * @param mspId whose identity
 * @param certificate the enrolment certificate, PEM
 * @param key signs a SHA-256 digest with the certificate's P-256 key, low-S
 */
public record SigningIdentity(
    String mspId, String certificate, Function<byte[], EcdsaSignature> key) {

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

  /** The signature over a message, in DER, as Fabric takes it. */
  public ByteString sign(byte[] message) {
    EcdsaSignature signature = key.apply(Hashes.sha256(message).toByteArray());
    return ByteString.copyFrom(
        Blocks.der(
            new ASN1Integer(new BigInteger(1, signature.r())),
            new ASN1Integer(new BigInteger(1, signature.s()))));
  }
}
