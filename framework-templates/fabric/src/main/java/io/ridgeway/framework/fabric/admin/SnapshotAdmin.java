package io.ridgeway.framework.fabric.admin;

import com.google.protobuf.ByteString;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.fabric.channel.SigningIdentity;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.peer.SignedSnapshotRequest;
import org.hyperledger.fabric.protos.peer.SnapshotGrpc;
import org.hyperledger.fabric.protos.peer.SnapshotQuery;
import org.hyperledger.fabric.protos.peer.SnapshotRequest;

/**
 * The snapshots of one peer's ledgers, as an administrator of its organisation asks for them.
 *
 * @param connection to the peer
 * @param nonces gives 24 random bytes at each call
 */
public record SnapshotAdmin(
    Channel connection, SigningIdentity administrator, Supplier<byte[]> nonces) {
  private static final int PATIENCE_SECONDS = 4;

  /**
   * Has the peer make one of a channel as it is now. It returns once that is asked for; the peer
   * takes no further block until it is made.
   *
   * @throws LedgerException.Refused also if there is one of that height already
   */
  public void generate(String channel) {
    SnapshotRequest request =
        SnapshotRequest.newBuilder().setSignatureHeader(header()).setChannelId(channel).build();
    try {
      service().generate(signed(request.toByteString()));
    } catch (StatusRuntimeException e) {
      throw Answers.exception(e, "the peer");
    }
  }

  /** Up to which blocks it is making some, or will. */
  public List<Long> pending(String channel) {
    SnapshotQuery query =
        SnapshotQuery.newBuilder().setSignatureHeader(header()).setChannelId(channel).build();
    try {
      return service().queryPendings(signed(query.toByteString())).getBlockNumbersList();
    } catch (StatusRuntimeException e) {
      throw Answers.exception(e, "the peer");
    }
  }

  private SnapshotGrpc.SnapshotBlockingStub service() {
    return SnapshotGrpc.newBlockingStub(connection)
        .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private SignatureHeader header() {
    return SignatureHeader.newBuilder()
        .setCreator(administrator.creator())
        .setNonce(ByteString.copyFrom(nonces.get()))
        .build();
  }

  private SignedSnapshotRequest signed(ByteString request) {
    return SignedSnapshotRequest.newBuilder()
        .setRequest(request)
        .setSignature(administrator.sign(request.toByteArray()))
        .build();
  }
}
