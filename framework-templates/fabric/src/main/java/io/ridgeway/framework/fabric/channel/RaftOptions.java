package io.ridgeway.framework.fabric.channel;

import java.time.Duration;
import org.hyperledger.fabric.protos.orderer.etcdraft.Options;

/**
 * Raft's clockwork.
 *
 * @param tick its unit of time
 * @param electionTicks after so many without a word from the leader an election begins
 * @param heartbeatTicks so often the leader speaks
 * @param maxInflightBlocks so many blocks may be on the way to a follower
 * @param snapshotBytes a snapshot is taken after so many bytes of blocks
 */
public record RaftOptions(
    Duration tick,
    int electionTicks,
    int heartbeatTicks,
    int maxInflightBlocks,
    int snapshotBytes) {
  /** As Fabric's own sample has them: an election within five to ten seconds. */
  public static final RaftOptions USUAL =
      new RaftOptions(Duration.ofMillis(500), 10, 1, 5, 16 * 1024 * 1024);

  public RaftOptions {
    if (heartbeatTicks < 1 || electionTicks <= heartbeatTicks) {
      throw new IllegalArgumentException("elections take longer than heartbeats");
    }
  }

  Options message() {
    return Options.newBuilder()
        .setTickInterval(GoDuration.text(tick))
        .setElectionTick(electionTicks)
        .setHeartbeatTick(heartbeatTicks)
        .setMaxInflightBlocks(maxInflightBlocks)
        .setSnapshotIntervalSize(snapshotBytes)
        .build();
  }
}
