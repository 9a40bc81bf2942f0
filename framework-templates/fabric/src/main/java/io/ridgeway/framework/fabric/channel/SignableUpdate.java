package io.ridgeway.framework.fabric.channel;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.List;
import org.hyperledger.fabric.protos.common.ConfigSignature;
import org.hyperledger.fabric.protos.common.ConfigUpdate;
import org.hyperledger.fabric.protos.common.ConfigUpdateEnvelope;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.HeaderType;

/**
 * An update on its way to enough signatures. Its bytes are settled once, because all sign the same
 * ones; they are what is kept while approvals are collected.
 *
 * @param channel the channel's name
 * @param update the serialised {@code ConfigUpdate}
 */
public record SignableUpdate(String channel, ByteString update) {

  /** Settles an update's bytes. */
  public static SignableUpdate of(ConfigUpdate update) {
    return new SignableUpdate(update.getChannelId(), update.toByteString());
  }

  /**
   * What one administrator has to sign, wherever that key is.
   *
   * @param header goes with the signature
   * @param update what is approved
   */
  public record Approval(ByteString header, ByteString update) {
    /** The bytes whose SHA-256 is signed by ECDSA. */
    public byte[] toSign() {
      return header.concat(update).toByteArray();
    }

    /**
     * The approval with its signature.
     *
     * @param signature DER, low-S
     */
    public ConfigSignature signed(ByteString signature) {
      return ConfigSignature.newBuilder()
          .setSignatureHeader(header)
          .setSignature(signature)
          .build();
    }
  }

  /**
   * Asks for the approval of one whose key is elsewhere.
   *
   * @param certificate the administrator's enrolment certificate, PEM
   * @param nonce 24 random bytes
   */
  public Approval approval(String mspId, String certificate, byte[] nonce) {
    return new Approval(
        Requests.header(SigningIdentity.creator(mspId, certificate), nonce).toByteString(), update);
  }

  /** Approves it with a key at hand. */
  public ConfigSignature approve(SigningIdentity by, byte[] nonce) {
    Approval approval = approval(by.mspId(), by.certificate(), nonce);
    return approval.signed(by.sign(approval.toSign()));
  }

  /**
   * What goes to an orderer: the update, its approvals, and who sends it.
   *
   * @param sender anyone who may write to the channel
   * @param nonce 24 random bytes
   */
  public Envelope envelope(
      List<ConfigSignature> approvals, SigningIdentity sender, Instant now, byte[] nonce) {
    return Requests.envelope(
        HeaderType.CONFIG_UPDATE,
        channel,
        ConfigUpdateEnvelope.newBuilder()
            .setConfigUpdate(update)
            .addAllSignatures(approvals)
            .build(),
        sender,
        now,
        nonce);
  }
}
