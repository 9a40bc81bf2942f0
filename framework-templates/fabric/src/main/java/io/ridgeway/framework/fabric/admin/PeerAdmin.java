package io.ridgeway.framework.fabric.admin;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Channel;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.fabric.channel.SigningIdentity;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockchainInfo;
import org.hyperledger.fabric.protos.peer.ChannelInfo;
import org.hyperledger.fabric.protos.peer.ChannelQueryResponse;
import org.hyperledger.fabric.protos.peer.JoinBySnapshotStatus;

/**
 * One peer, as an administrator of its organisation uses it: which channels it holds, and how far.
 *
 * <p>Calls block for at most five seconds; a peer that gives no answer, or none that helps, is a
 * {@link LedgerException}.
 */
public final class PeerAdmin {
  private static final int PATIENCE_SECONDS = 5;

  private final PeerCalls peer;

  /**
   * The peer at the other end of a connection.
   *
   * @param nonces gives 24 random bytes at each call
   */
  public PeerAdmin(
      Channel connection, SigningIdentity administrator, Supplier<byte[]> nonces, Clock clock) {
    this.peer =
        new PeerCalls(connection, new Proposals(administrator, nonces, clock), PATIENCE_SECONDS);
  }

  /**
   * Has the peer hold a channel. It is done already if {@link #channels} names it; asked twice, it
   * refuses.
   *
   * @param genesis the channel's first block
   */
  public void join(Block genesis) {
    // A channel is joined from outside any.
    ask("", "cscc", "JoinChain", genesis.toByteString());
  }

  /**
   * Has the peer hold a channel from a snapshot on. It goes on by itself; once {@link #channels}
   * names the channel, it is over. What fails of it is in the peer's own log alone.
   *
   * @param directory as the peer finds it
   */
  public void joinBySnapshot(String directory) {
    ask("", "cscc", "JoinChainBySnapshot", ByteString.copyFromUtf8(directory));
  }

  /** Whether the peer is taking in a snapshot. */
  public boolean joinsBySnapshot() {
    try {
      return JoinBySnapshotStatus.parseFrom(ask("", "cscc", "JoinBySnapshotStatus"))
          .getInProgress();
    } catch (InvalidProtocolBufferException e) {
      throw unreadable();
    }
  }

  /** The channels that the peer holds, sorted. */
  public List<String> channels() {
    try {
      return ChannelQueryResponse.parseFrom(ask("", "cscc", "GetChannels"))
          .getChannelsList()
          .stream()
          .map(ChannelInfo::getChannelId)
          .sorted()
          .toList();
    } catch (InvalidProtocolBufferException e) {
      throw unreadable();
    }
  }

  /** How far the peer is: how many blocks it has, and the hashes of the newest two. */
  public BlockchainInfo info(String channel) {
    try {
      return BlockchainInfo.parseFrom(
          ask(channel, "qscc", "GetChainInfo", ByteString.copyFromUtf8(channel)));
    } catch (InvalidProtocolBufferException e) {
      throw unreadable();
    }
  }

  /** The newest configuration block that the peer has. */
  public Block config(String channel) {
    try {
      return Block.parseFrom(
          ask(channel, "cscc", "GetConfigBlock", ByteString.copyFromUtf8(channel)));
    } catch (InvalidProtocolBufferException e) {
      throw unreadable();
    }
  }

  private ByteString ask(
      String channel, String chaincode, String function, ByteString... arguments) {
    return peer.ask(channel, chaincode, function, arguments);
  }

  private static LedgerException unreadable() {
    return new LedgerException.Unreachable("the peer's answer can't be read");
  }
}
