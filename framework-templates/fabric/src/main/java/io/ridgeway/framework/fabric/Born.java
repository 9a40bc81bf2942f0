package io.ridgeway.framework.fabric;

import com.google.protobuf.InvalidProtocolBufferException;
import io.ridgeway.framework.BirthInput;
import io.ridgeway.framework.BirthRecord;
import io.ridgeway.framework.fabric.channel.Batch;
import io.ridgeway.framework.fabric.channel.GenesisBlock;
import io.ridgeway.model.network.NetworkSpec;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.hyperledger.fabric.protos.common.Block;

/**
 * What a network was born with: its channel's name and first block, {@code channel} and {@code
 * genesis} (Base64) in the birth record.
 */
record Born(String channel, Block genesis) {
  private static final String CHANNEL = "channel";
  private static final String GENESIS = "genesis";

  /**
   * Makes it.
   *
   * @param nonce 24 random bytes
   */
  static Born now(BirthInput input, byte[] nonce) {
    FabricNetwork network =
        FabricNetwork.of(
            input.network(),
            input.spec(),
            input.placement(),
            input.addresses(),
            input.identities());
    String channel = PackFile.PARAMETERS.text(input.spec(), CHANNEL);
    return new Born(
        channel,
        GenesisBlock.of(
            FirstChannel.plan(network, channel, batch(input.spec())), input.now(), nonce));
  }

  static Born of(BirthRecord birth) {
    try {
      return new Born(
          birth.get(CHANNEL), Block.parseFrom(Base64.getDecoder().decode(birth.get(GENESIS))));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("the birth record has no block", e);
    }
  }

  /** The name alone, without reading the block. */
  static String channel(BirthRecord birth) {
    return birth.get(CHANNEL);
  }

  BirthRecord record() {
    return new BirthRecord(
        Map.of(
            CHANNEL, channel, GENESIS, Base64.getEncoder().encodeToString(genesis.toByteArray())));
  }

  private static Batch batch(NetworkSpec spec) {
    return new Batch(
        (int) PackFile.PARAMETERS.number(spec, "batchTransactions"),
        Batch.USUAL.absoluteMaxBytes(),
        Batch.USUAL.preferredMaxBytes(),
        Duration.ofMillis(PackFile.PARAMETERS.number(spec, "batchTimeoutMillis")));
  }
}
