package io.ridgeway.framework.fabric.channel;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Duration;
import org.hyperledger.fabric.protos.common.ConfigGroupOrBuilder;
import org.hyperledger.fabric.protos.orderer.BatchSize;
import org.hyperledger.fabric.protos.orderer.BatchTimeout;
import org.hyperledger.fabric.protos.orderer.smartbft.Options;

/**
 * SmartBFT's clockwork.
 *
 * @param requestPool so many transactions may wait at an orderer
 * @param forward a follower hands a waiting transaction to the leader after so long
 * @param complain and complains of the leader after so long again
 * @param autoRemove a transaction that nobody orders is dropped after so long
 * @param viewChange a change of leader may take so long
 * @param viewChangeResend and is asked for again after so long
 * @param heartbeat without a word from the leader for so long it is given up
 * @param heartbeatCount it speaks so often in that time
 * @param collect how long answers on the state are waited for
 */
public record BftOptions(
    int requestPool,
    Duration forward,
    Duration complain,
    Duration autoRemove,
    Duration viewChange,
    Duration viewChangeResend,
    Duration heartbeat,
    int heartbeatCount,
    Duration collect) {
  /** Near Fabric's own sample; a dead leader is given up after ten seconds, not a minute. */
  public static final BftOptions USUAL =
      new BftOptions(
          10_000,
          Duration.ofSeconds(2),
          Duration.ofSeconds(5),
          Duration.ofMinutes(3),
          Duration.ofSeconds(20),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          10,
          Duration.ofSeconds(1));

  /** As many as SmartBFT's own sample lets wait for one another. */
  static final int INCOMING_MESSAGES = 200;

  /**
   * For a channel that agreed by Raft so far, with its blocks as they are. Fabric wants to read how
   * many transactions they hold here too, though it goes by the channel's own values afterwards.
   */
  Options message(ConfigGroupOrBuilder orderer) {
    try {
      BatchSize size =
          BatchSize.parseFrom(orderer.getValuesOrThrow(ChannelGroup.BATCH_SIZE).getValue());
      return message(
              BatchTimeout.parseFrom(
                      orderer.getValuesOrThrow(ChannelGroup.BATCH_TIMEOUT).getValue())
                  .getTimeout())
          .setRequestBatchMaxCount(size.getMaxMessageCount())
          .setRequestBatchMaxBytes(size.getPreferredMaxBytes())
          .build();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("not the configuration of orderers", e);
    }
  }

  Options message(Batch batch) {
    return message(GoDuration.text(batch.timeout())).build();
  }

  private Options.Builder message(String interval) {
    return Options.newBuilder()
        // Fabric takes a batch's size from the channel's own value; only the time stands here.
        .setRequestBatchMaxInterval(interval)
        .setIncomingMessageBufferSize(INCOMING_MESSAGES)
        .setRequestPoolSize(requestPool)
        .setRequestForwardTimeout(GoDuration.text(forward))
        .setRequestComplainTimeout(GoDuration.text(complain))
        .setRequestAutoRemoveTimeout(GoDuration.text(autoRemove))
        .setViewChangeResendInterval(GoDuration.text(viewChangeResend))
        .setViewChangeTimeout(GoDuration.text(viewChange))
        .setLeaderHeartbeatTimeout(GoDuration.text(heartbeat))
        .setLeaderHeartbeatCount(heartbeatCount)
        .setCollectTimeout(GoDuration.text(collect));
  }
}
