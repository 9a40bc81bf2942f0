package io.ridgeway.framework.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.PrivateData.Answer;
import io.ridgeway.framework.PrivateData.Found;
import io.ridgeway.framework.PrivateData.Purge;
import io.ridgeway.framework.fabric.admin.PrivateLedger;
import io.ridgeway.framework.fabric.admin.PrivateTrace;
import io.ridgeway.framework.fabric.channel.SigningIdentity;
import io.ridgeway.model.network.NodeName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Status;
import org.hyperledger.fabric.protos.ledger.rwset.CollectionPvtReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.NsPvtReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.TxPvtReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVWrite;
import org.hyperledger.fabric.protos.peer.BlockAndPrivateData;
import org.hyperledger.fabric.protos.peer.DeliverGrpc;
import org.hyperledger.fabric.protos.peer.DeliverResponse;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a peer says of data that were purged, by the block in which they came. */
class PeersPrivateDataTest {
  private static final Purge WHAT = new Purge("book", "secrets", List.of("person-17"));
  private static final String HASH =
      PrivateTrace.hash("person-17".getBytes(StandardCharsets.UTF_8));

  @Test
  void aPeerThatHasNotTheBlockNeverHadTheData() throws IOException {
    assertThat(stored(status(Status.NOT_FOUND)))
        .extracting(Answer::found, Answer::detail)
        .containsExactly(Found.ERASED, "It hasn't block 5, in which the data came.");
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.class,
      names = {"FORBIDDEN", "BAD_REQUEST", "SERVICE_UNAVAILABLE", "INTERNAL_SERVER_ERROR"})
  void aPeerThatGivesNoBlockForAnyOtherReasonMayStillHaveThem(Status status) {
    assertThatThrownBy(() -> stored(status(status)))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining(status.name());
  }

  @Test
  void aBlockThatIsTooLongToBeReadSaysNothing() {
    // Given
    DeliverResponse longer = block(ByteString.copyFrom(new byte[5 << 20]));

    // Then
    assertThatThrownBy(() -> stored(longer)).isInstanceOf(LedgerException.class);
  }

  @Test
  void aPeerThatGivesTheDataHoldsThem() throws IOException {
    assertThat(stored(block(ByteString.EMPTY)).found()).isEqualTo(Found.HELD);
  }

  private static Answer stored(DeliverResponse response) throws IOException {
    Server peer =
        NettyServerBuilder.forAddress(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                InsecureServerCredentials.create())
            .addService(new Peer(response))
            .build()
            .start();
    ManagedChannel connection =
        Grpc.newChannelBuilder("127.0.0.1:" + peer.getPort(), InsecureChannelCredentials.create())
            .build();
    try {
      return PeersPrivateData.stored(
          new PrivateLedger(
              connection,
              new SigningIdentity("alpha", "certificate", message -> message),
              () -> new byte[24],
              Clock.systemUTC()),
          "trade",
          new NodeName("peer-alpha-1"),
          Set.of(HASH),
          new PrivateTrace.Told(TxValidationCode.VALID, Set.of(HASH), Set.of(5L)),
          9,
          WHAT);
    } finally {
      connection.shutdownNow();
      peer.shutdownNow();
    }
  }

  private static DeliverResponse status(Status status) {
    return DeliverResponse.newBuilder().setStatus(status).build();
  }

  private static DeliverResponse block(ByteString value) {
    ByteString writes =
        KVRWSet.newBuilder()
            .addWrites(
                KVWrite.newBuilder()
                    .setKeyBytes(ByteString.copyFromUtf8("person-17"))
                    .setValue(value))
            .build()
            .toByteString();
    return DeliverResponse.newBuilder()
        .setBlockAndPrivateData(
            BlockAndPrivateData.newBuilder()
                .setBlock(Block.getDefaultInstance())
                .putPrivateDataMap(
                    0,
                    TxPvtReadWriteSet.newBuilder()
                        .addNsPvtRwset(
                            NsPvtReadWriteSet.newBuilder()
                                .setNamespace("book")
                                .addCollectionPvtRwset(
                                    CollectionPvtReadWriteSet.newBuilder()
                                        .setCollectionName("secrets")
                                        .setRwset(writes)))
                        .build()))
        .build();
  }

  /** Gives the same to everybody. */
  private static final class Peer extends DeliverGrpc.DeliverImplBase {
    private final DeliverResponse response;

    Peer(DeliverResponse response) {
      this.response = response;
    }

    @Override
    public StreamObserver<Envelope> deliverWithPrivateData(StreamObserver<DeliverResponse> caller) {
      return new StreamObserver<>() {
        @Override
        public void onNext(Envelope seek) {
          caller.onNext(response);
        }

        @Override
        public void onError(Throwable failure) {
          // The caller has what it wanted.
        }

        @Override
        public void onCompleted() {
          caller.onCompleted();
        }
      };
    }
  }
}
