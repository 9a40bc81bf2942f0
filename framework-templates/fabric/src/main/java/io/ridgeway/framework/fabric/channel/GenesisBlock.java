package io.ridgeway.framework.fabric.channel;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.HexFormat;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockData;
import org.hyperledger.fabric.protos.common.BlockHeader;
import org.hyperledger.fabric.protos.common.BlockMetadata;
import org.hyperledger.fabric.protos.common.BlockMetadataIndex;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Config;
import org.hyperledger.fabric.protos.common.ConfigEnvelope;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.LastConfig;
import org.hyperledger.fabric.protos.common.Metadata;
import org.hyperledger.fabric.protos.common.OrdererBlockMetadata;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.SignatureHeader;

/**
 * A channel's first block. It is made once and kept: protobuf promises no order of a map's entries,
 * so the same plan may give other bytes with another release of this software.
 */
public final class GenesisBlock {
  private static final int HEADER_VERSION = 1;
  private static final int METADATA_SLOTS = 5;

  /** Deprecated in favour of the signatures' own copy, and written all the same. */
  private static final int LAST_CONFIG = 1;

  private GenesisBlock() {}

  /**
   * Makes it.
   *
   * @param now when the channel is born
   * @param nonce 24 random bytes; they make two channels of one plan different
   */
  public static Block of(ChannelPlan plan, Instant now, byte[] nonce) {
    SignatureHeader signature =
        SignatureHeader.newBuilder().setNonce(Nonces.checked(nonce)).build();
    ChannelHeader channel =
        ChannelHeader.newBuilder()
            .setType(HeaderType.CONFIG_VALUE)
            .setVersion(HEADER_VERSION)
            .setTimestamp(Times.timestamp(now))
            .setChannelId(plan.channel())
            // Of nonce and creator; nobody created it.
            .setTxId(HexFormat.of().formatHex(Hashes.sha256(nonce).toByteArray()))
            .build();
    ConfigEnvelope config =
        ConfigEnvelope.newBuilder()
            .setConfig(Config.newBuilder().setChannelGroup(ChannelGroup.of(plan)))
            .build();
    Payload payload =
        Payload.newBuilder()
            .setHeader(
                Header.newBuilder()
                    .setChannelHeader(channel.toByteString())
                    .setSignatureHeader(signature.toByteString()))
            .setData(config.toByteString())
            .build();
    Envelope envelope = Envelope.newBuilder().setPayload(payload.toByteString()).build();
    BlockData data = BlockData.newBuilder().addData(envelope.toByteString()).build();
    return Block.newBuilder()
        .setHeader(BlockHeader.newBuilder().setDataHash(Blocks.dataHash(data)))
        .setData(data)
        .setMetadata(metadata())
        .build();
  }

  private static BlockMetadata metadata() {
    LastConfig itself = LastConfig.getDefaultInstance();
    BlockMetadata.Builder metadata = BlockMetadata.newBuilder();
    for (int i = 0; i < METADATA_SLOTS; i++) {
      metadata.addMetadata(ByteString.EMPTY);
    }
    metadata.setMetadata(
        BlockMetadataIndex.SIGNATURES_VALUE,
        value(OrdererBlockMetadata.newBuilder().setLastConfig(itself).build().toByteString()));
    metadata.setMetadata(LAST_CONFIG, value(itself.toByteString()));
    return metadata.build();
  }

  private static ByteString value(ByteString value) {
    return Metadata.newBuilder().setValue(value).build().toByteString();
  }
}
