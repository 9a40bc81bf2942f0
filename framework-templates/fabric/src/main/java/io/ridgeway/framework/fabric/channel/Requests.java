package io.ridgeway.framework.fabric.channel;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.time.Instant;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.orderer.SeekInfo;

/** What orderers are asked, signed by who asks. */
public final class Requests {
  private Requests() {}

  /**
   * Asks for blocks.
   *
   * @param nonce 24 random bytes
   */
  public static Envelope seek(
      String channel, SeekInfo what, SigningIdentity sender, Instant now, byte[] nonce) {
    return envelope(HeaderType.DELIVER_SEEK_INFO, channel, what, sender, now, nonce);
  }

  static Envelope envelope(
      HeaderType type,
      String channel,
      Message data,
      SigningIdentity sender,
      Instant now,
      byte[] nonce) {
    ChannelHeader header =
        ChannelHeader.newBuilder()
            .setType(type.getNumber())
            .setTimestamp(Times.timestamp(now))
            .setChannelId(channel)
            .build();
    ByteString payload =
        Payload.newBuilder()
            .setHeader(
                Header.newBuilder()
                    .setChannelHeader(header.toByteString())
                    .setSignatureHeader(header(sender.creator(), nonce).toByteString()))
            .setData(data.toByteString())
            .build()
            .toByteString();
    return Envelope.newBuilder()
        .setPayload(payload)
        .setSignature(sender.sign(payload.toByteArray()))
        .build();
  }

  static SignatureHeader header(ByteString creator, byte[] nonce) {
    return SignatureHeader.newBuilder().setCreator(creator).setNonce(Nonces.checked(nonce)).build();
  }
}
