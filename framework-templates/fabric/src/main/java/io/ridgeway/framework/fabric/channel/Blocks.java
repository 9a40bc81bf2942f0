package io.ridgeway.framework.fabric.channel;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockData;
import org.hyperledger.fabric.protos.common.BlockHeader;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Config;
import org.hyperledger.fabric.protos.common.ConfigEnvelope;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Payload;

/** Reads blocks: their hashes, and the configuration that one carries. */
public final class Blocks {
  private Blocks() {}

  /** A block's hash, which the next block names: SHA-256 over number and hashes, in DER. */
  public static ByteString hash(BlockHeader header) {
    return Hashes.sha256(
        der(
            new ASN1Integer(new BigInteger(Long.toUnsignedString(header.getNumber()))),
            new DEROctetString(header.getPreviousHash().toByteArray()),
            new DEROctetString(header.getDataHash().toByteArray())));
  }

  /** The hash over a block's transactions, which its header holds. */
  static ByteString dataHash(BlockData data) {
    return Hashes.sha256(ByteString.copyFrom(data.getDataList()).toByteArray());
  }

  /**
   * The configuration that a configuration block carries.
   *
   * @throws IllegalArgumentException if it isn't one
   */
  public static Config config(Block block) {
    try {
      Payload payload = payload(block);
      ChannelHeader header = ChannelHeader.parseFrom(payload.getHeader().getChannelHeader());
      if (header.getType() != HeaderType.CONFIG_VALUE) {
        throw new IllegalArgumentException("the block carries no configuration");
      }
      return ConfigEnvelope.parseFrom(payload.getData()).getConfig();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("not a block of a channel", e);
    }
  }

  /** The name of the channel that a block belongs to. */
  public static String channel(Block block) {
    try {
      return ChannelHeader.parseFrom(payload(block).getHeader().getChannelHeader()).getChannelId();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("not a block of a channel", e);
    }
  }

  private static Payload payload(Block block) throws InvalidProtocolBufferException {
    if (block.getData().getDataCount() == 0) {
      throw new IllegalArgumentException("the block is empty");
    }
    return Payload.parseFrom(Envelope.parseFrom(block.getData().getData(0)).getPayload());
  }

  static byte[] der(ASN1Encodable... parts) {
    try {
      return new DERSequence(parts).getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
