package io.ridgeway.framework.fabric.client;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.ridgeway.framework.Content;
import io.ridgeway.framework.LedgerTransaction;
import io.ridgeway.framework.Receipt;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.hyperledger.fabric.client.SubmittedTransaction;
import org.hyperledger.fabric.protos.gateway.CommitStatusResponse;
import org.hyperledger.fabric.protos.gateway.GatewayGrpc;
import org.hyperledger.fabric.protos.gateway.SignedCommitStatusRequest;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/** Waits for transactions' blocks, with no thread for each as the library's own way would take. */
final class Commits {
  private static final int PATIENCE_SECONDS = 30;

  private Commits() {}

  /**
   * What becomes of it.
   *
   * @param seen is told the number of its block
   */
  static CompletableFuture<Receipt> of(
      ManagedChannel connection, SubmittedTransaction sent, Voice voice, LongConsumer seen) {
    CompletableFuture<Receipt> receipt = new CompletableFuture<>();
    GatewayGrpc.newStub(connection)
        .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .commitStatus(
            signed(sent, voice),
            new StreamObserver<>() {
              @Override
              public void onNext(CommitStatusResponse answer) {
                seen.accept(answer.getBlockNumber());
                receipt.complete(receipt(sent, answer));
              }

              @Override
              public void onError(Throwable failure) {
                receipt.completeExceptionally(
                    Failures.exception(Status.fromThrowable(failure), List.of()));
              }

              @Override
              public void onCompleted() {}
            });
    return receipt;
  }

  private static SignedCommitStatusRequest signed(SubmittedTransaction sent, Voice voice) {
    try {
      SignedCommitStatusRequest request = SignedCommitStatusRequest.parseFrom(sent.getBytes());
      voice.says("question for transaction " + sent.getTransactionId());
      return request.toBuilder()
          .setSignature(ByteString.copyFrom(voice.sign(request.getRequest().toByteArray())))
          .build();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("the library made no request", e);
    }
  }

  private static Receipt receipt(SubmittedTransaction sent, CommitStatusResponse answer) {
    return new Receipt(
        sent.getTransactionId(),
        answer.getBlockNumber(),
        answer.getResult() == TxValidationCode.VALID
            ? LedgerTransaction.Status.COMMITTED
            : LedgerTransaction.Status.INVALID,
        answer.getResult().name(),
        Content.of(sent.getResult()));
  }
}
