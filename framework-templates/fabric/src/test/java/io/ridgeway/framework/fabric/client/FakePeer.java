package io.ridgeway.framework.fabric.client;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Grpc;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.TlsServerCredentials;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.ridgeway.framework.fabric.lab.TestIdentity;
import io.ridgeway.model.place.HostPort;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.gateway.ChaincodeEventsResponse;
import org.hyperledger.fabric.protos.gateway.CommitStatusResponse;
import org.hyperledger.fabric.protos.gateway.EndorseRequest;
import org.hyperledger.fabric.protos.gateway.EndorseResponse;
import org.hyperledger.fabric.protos.gateway.EvaluateRequest;
import org.hyperledger.fabric.protos.gateway.EvaluateResponse;
import org.hyperledger.fabric.protos.gateway.GatewayGrpc;
import org.hyperledger.fabric.protos.gateway.SignedChaincodeEventsRequest;
import org.hyperledger.fabric.protos.gateway.SignedCommitStatusRequest;
import org.hyperledger.fabric.protos.gateway.SubmitRequest;
import org.hyperledger.fabric.protos.gateway.SubmitResponse;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeEndorsedAction;
import org.hyperledger.fabric.protos.peer.Proposal;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.Response;
import org.hyperledger.fabric.protos.peer.SignedProposal;
import org.hyperledger.fabric.protos.peer.Transaction;
import org.hyperledger.fabric.protos.peer.TransactionAction;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/** A peer's gateway over TLS that answers as it is told, and notes what it was asked. */
final class FakePeer extends GatewayGrpc.GatewayImplBase implements AutoCloseable {
  static final String HOST = "127.0.0.1";

  private final Server server;
  private final List<String> asked = new ArrayList<>();
  private volatile Status answer = Status.OK;
  private volatile Status taking = Status.OK;
  private volatile ByteString result = ByteString.copyFromUtf8("42");
  private final AtomicInteger told = new AtomicInteger();
  private final AtomicInteger cancelled = new AtomicInteger();
  private volatile int events;
  private volatile long height = 7;
  private volatile boolean silent;
  private volatile TxValidationCode code = TxValidationCode.VALID;

  /**
   * Listens at any free port.
   *
   * @param itself its TLS certificate, for {@link #HOST}
   */
  FakePeer(TestIdentity itself) throws IOException {
    server =
        Grpc.newServerBuilderForPort(
                0,
                TlsServerCredentials.create(
                    stream(itself.certificate()), stream(pem(itself.privateKey().getEncoded()))))
            .addService(this)
            .build()
            .start();
  }

  HostPort at() {
    return new HostPort(HOST, server.getPort());
  }

  /** What calls of contracts come to. */
  void answers(Status status) {
    answer = status;
  }

  /** What calls of contracts answer that change nothing. */
  void results(byte[] bytes) {
    result = ByteString.copyFrom(bytes);
  }

  /** What handing a transaction to the orderers comes to. */
  void takes(Status status) {
    taking = status;
  }

  /** Whether it takes what it is asked and never says a word. */
  void silent(boolean is) {
    silent = is;
  }

  /** In which block transactions are for it. */
  void at(long block) {
    height = block;
  }

  /** How transactions end. */
  void judges(TxValidationCode verdict) {
    code = verdict;
  }

  synchronized List<String> asked() {
    return List.copyOf(asked);
  }

  @Override
  public void evaluate(EvaluateRequest request, StreamObserver<EvaluateResponse> caller) {
    give(
        "evaluate",
        answer,
        EvaluateResponse.newBuilder().setResult(Response.newBuilder().setPayload(result)).build(),
        caller);
  }

  @Override
  public void endorse(EndorseRequest request, StreamObserver<EndorseResponse> caller) {
    try {
      give(
          "endorse",
          answer,
          EndorseResponse.newBuilder()
              .setPreparedTransaction(prepared(request.getProposedTransaction()))
              .build(),
          caller);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void submit(SubmitRequest request, StreamObserver<SubmitResponse> caller) {
    give("submit", taking, SubmitResponse.getDefaultInstance(), caller);
  }

  @Override
  public void commitStatus(
      SignedCommitStatusRequest request, StreamObserver<CommitStatusResponse> caller) {
    give(
        "commitStatus",
        Status.OK,
        CommitStatusResponse.newBuilder().setResult(code).setBlockNumber(height).build(),
        caller);
  }

  /** As many as it is told, each once there is room for it; and then no more comes. */
  @Override
  public void chaincodeEvents(
      SignedChaincodeEventsRequest request, StreamObserver<ChaincodeEventsResponse> caller) {
    synchronized (this) {
      asked.add("chaincodeEvents");
    }
    ServerCallStreamObserver<ChaincodeEventsResponse> stream =
        (ServerCallStreamObserver<ChaincodeEventsResponse>) caller;
    stream.setOnCancelHandler(cancelled::incrementAndGet);
    stream.setOnReadyHandler(
        () -> {
          while (stream.isReady() && told.get() < events) {
            stream.onNext(
                ChaincodeEventsResponse.newBuilder()
                    .setBlockNumber(told.incrementAndGet())
                    .build());
          }
        });
  }

  /** How many events it tells. */
  void tells(int many) {
    events = many;
  }

  /** How many streams nobody listened to any more. */
  int cancelled() {
    return cancelled.get();
  }

  private <T> void give(String what, Status status, T value, StreamObserver<T> caller) {
    synchronized (this) {
      asked.add(what);
    }
    if (silent) {
      return;
    }
    if (status.isOk()) {
      caller.onNext(value);
      caller.onCompleted();
    } else {
      caller.onError(status.asRuntimeException());
    }
  }

  /** As far as the client's library reads it. */
  private static Envelope prepared(SignedProposal proposed) throws InvalidProtocolBufferException {
    Header header = Header.parseFrom(Proposal.parseFrom(proposed.getProposalBytes()).getHeader());
    ChannelHeader.parseFrom(header.getChannelHeader());
    ByteString answer =
        ProposalResponsePayload.newBuilder()
            .setExtension(
                ChaincodeAction.newBuilder()
                    .setResponse(Response.newBuilder().setPayload(ByteString.copyFromUtf8("done")))
                    .build()
                    .toByteString())
            .build()
            .toByteString();
    ByteString action =
        ChaincodeActionPayload.newBuilder()
            .setAction(ChaincodeEndorsedAction.newBuilder().setProposalResponsePayload(answer))
            .build()
            .toByteString();
    return Envelope.newBuilder()
        .setPayload(
            Payload.newBuilder()
                .setHeader(header)
                .setData(
                    Transaction.newBuilder()
                        .addActions(TransactionAction.newBuilder().setPayload(action))
                        .build()
                        .toByteString())
                .build()
                .toByteString())
        .build();
  }

  private static String pem(byte[] pkcs8) {
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(pkcs8)
        + "\n-----END PRIVATE KEY-----\n";
  }

  private static ByteArrayInputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void close() {
    server.shutdownNow();
    try {
      server.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
