package io.ridgeway.framework.fabric.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.ridgeway.framework.RelayedLedger.Answers;
import io.ridgeway.framework.RelayedLedger.End;
import io.ridgeway.framework.RelayedLedger.Kind;
import io.ridgeway.framework.RelayedLedger.Passing;
import io.ridgeway.framework.RelayedLedger.Wire;
import io.ridgeway.framework.fabric.lab.TestAuthority;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.certificate.Certificate;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.gateway.ChaincodeEventsRequest;
import org.hyperledger.fabric.protos.gateway.ChaincodeEventsResponse;
import org.hyperledger.fabric.protos.gateway.CommitStatusRequest;
import org.hyperledger.fabric.protos.gateway.EndorseRequest;
import org.hyperledger.fabric.protos.gateway.EvaluateRequest;
import org.hyperledger.fabric.protos.gateway.EvaluateResponse;
import org.hyperledger.fabric.protos.gateway.SignedChaincodeEventsRequest;
import org.hyperledger.fabric.protos.gateway.SignedCommitStatusRequest;
import org.hyperledger.fabric.protos.gateway.SubmitRequest;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.hyperledger.fabric.protos.peer.ChaincodeHeaderExtension;
import org.hyperledger.fabric.protos.peer.ChaincodeID;
import org.hyperledger.fabric.protos.peer.ChaincodeInvocationSpec;
import org.hyperledger.fabric.protos.peer.ChaincodeProposalPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeSpec;
import org.hyperledger.fabric.protos.peer.Proposal;
import org.hyperledger.fabric.protos.peer.SignedProposal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls that are passed on to peers as they came. */
class PassageTest {
  private static final Said USUAL = new Said("trade", "alpha", "notary", "notary", 3);

  private final TestAuthority tls = new TestAuthority("alpha-tlsca");
  private final FakePeer first;
  private final FakePeer second;
  private final FabricClient client;

  PassageTest() throws IOException {
    first = new FakePeer(tls.tls("peer-alpha-1", FakePeer.HOST));
    second = new FakePeer(tls.tls("peer-alpha-2", FakePeer.HOST));
    client =
        new FabricClient(
            "trade",
            Map.of("alpha", new Organisation(tls.certificate(), List.of(first.at(), second.at()))),
            Clock.systemUTC());
  }

  @AfterEach
  void end() {
    client.close();
    first.close();
    second.close();
  }

  /** What messages say of themselves. */
  private record Said(String channel, String organisation, String headed, String called, int type) {
    Said in(String other) {
      return new Said(other, organisation, headed, called, type);
    }

    Said of(String other) {
      return new Said(channel, other, headed, called, type);
    }

    Said calling(String inHeader, String inBody) {
      return new Said(channel, organisation, inHeader, inBody, type);
    }

    Said as(HeaderType other) {
      return new Said(channel, organisation, headed, called, other.getNumber());
    }

    private ByteString creator() {
      return SerializedIdentity.newBuilder().setMspid(organisation).build().toByteString();
    }

    private Header header() {
      return Header.newBuilder()
          .setChannelHeader(
              ChannelHeader.newBuilder()
                  .setChannelId(channel)
                  .setType(type)
                  .setExtension(
                      ChaincodeHeaderExtension.newBuilder()
                          .setChaincodeId(ChaincodeID.newBuilder().setName(headed))
                          .build()
                          .toByteString())
                  .build()
                  .toByteString())
          .setSignatureHeader(
              SignatureHeader.newBuilder().setCreator(creator()).build().toByteString())
          .build();
    }

    private SignedProposal proposal() {
      ByteString input =
          ChaincodeInvocationSpec.newBuilder()
              .setChaincodeSpec(
                  ChaincodeSpec.newBuilder()
                      .setChaincodeId(ChaincodeID.newBuilder().setName(called)))
              .build()
              .toByteString();
      return SignedProposal.newBuilder()
          .setProposalBytes(
              Proposal.newBuilder()
                  .setHeader(header().toByteString())
                  .setPayload(
                      ChaincodeProposalPayload.newBuilder().setInput(input).build().toByteString())
                  .build()
                  .toByteString())
          .build();
    }

    byte[] message(String name, String outer) {
      return switch (name) {
        case "Evaluate" ->
            EvaluateRequest.newBuilder()
                .setChannelId(outer)
                .setProposedTransaction(proposal())
                .build()
                .toByteArray();
        case "Endorse" ->
            EndorseRequest.newBuilder()
                .setChannelId(outer)
                .setProposedTransaction(proposal())
                .build()
                .toByteArray();
        case "Submit" ->
            SubmitRequest.newBuilder()
                .setChannelId(outer)
                .setPreparedTransaction(
                    Envelope.newBuilder()
                        .setPayload(
                            Payload.newBuilder().setHeader(header()).build().toByteString()))
                .build()
                .toByteArray();
        case "CommitStatus" ->
            SignedCommitStatusRequest.newBuilder()
                .setRequest(
                    CommitStatusRequest.newBuilder()
                        .setChannelId(outer)
                        .setIdentity(creator())
                        .build()
                        .toByteString())
                .build()
                .toByteArray();
        default ->
            SignedChaincodeEventsRequest.newBuilder()
                .setRequest(
                    ChaincodeEventsRequest.newBuilder()
                        .setChannelId(outer)
                        .setIdentity(creator())
                        .build()
                        .toByteString())
                .build()
                .toByteArray();
      };
    }
  }

  /** What came back. */
  private static final class Heard implements Answers {
    private final BlockingQueue<byte[]> messages = new LinkedBlockingQueue<>();
    private final BlockingQueue<End> ends = new LinkedBlockingQueue<>();

    @Override
    public void message(byte[] message) {
      messages.add(message);
    }

    @Override
    public void end(End how) {
      ends.add(how);
    }

    End end() throws InterruptedException {
      End end = ends.poll(20, TimeUnit.SECONDS);
      assertThat(end).as("it ended").isNotNull();
      return end;
    }

    byte[] next() throws InterruptedException {
      byte[] message = messages.poll(20, TimeUnit.SECONDS);
      assertThat(message).as("a message came").isNotNull();
      return message;
    }
  }

  private Passing pass(String name, byte[] message, Heard heard) {
    Certificate till =
        new Certificate(
            TenantId.next(),
            NetworkId.next(),
            "alpha-ca",
            "till-own",
            1,
            "00".repeat(16),
            Instant.EPOCH,
            Instant.MAX,
            "PEM");
    return client.pass(
        new Wire("gateway.Gateway/" + name, message, till, Optional.of(Duration.ofSeconds(20))),
        heard);
  }

  private Heard passed(String name, Said said) {
    Heard heard = new Heard();
    pass(name, said.message(name, said.channel()), heard);
    return heard;
  }

  @Test
  void eachCallOfAPeersGatewayIsPassedOnAndNoOther() throws Exception {
    // When
    Heard evaluated = passed("Evaluate", USUAL);
    // Then
    assertThat(EvaluateResponse.parseFrom(evaluated.next()).getResult().getPayload().toStringUtf8())
        .isEqualTo("42");
    End end = evaluated.end();
    assertThat(end.answered()).isTrue();
    assertThat(end.status()).isZero();
    for (String name : List.of("Endorse", "Submit", "CommitStatus")) {
      assertThat(passed(name, USUAL).end().status()).isZero();
    }
    assertThat(asked()).containsExactlyInAnyOrder("evaluate", "endorse", "submit", "commitStatus");
    assertThat(client.relayed("gateway.Gateway/Submit")).contains(Kind.CHANGES);
    assertThat(client.relayed("gateway.Gateway/ChaincodeEvents")).contains(Kind.STREAMS);
    assertThat(client.relayed("protos.Deliver/Deliver")).isEmpty();
    assertThat(client.relayed("")).isEmpty();
  }

  private List<String> asked() {
    return java.util.stream.Stream.of(first, second).flatMap(p -> p.asked().stream()).toList();
  }

  @Test
  void anotherChannelIsRefusedWhereverItIsNamed() {
    for (String name :
        List.of("Evaluate", "Endorse", "Submit", "CommitStatus", "ChaincodeEvents")) {
      forbidden(name, USUAL.message(name, "other"), "names another one");
    }
    for (String name : List.of("Evaluate", "Endorse", "Submit")) {
      forbidden(name, USUAL.in("other").message(name, "trade"), "names another one");
    }
    assertThat(asked()).isEmpty();
  }

  @Test
  void anotherOrganisationsMemberIsRefused() {
    for (String name :
        List.of("Evaluate", "Endorse", "Submit", "CommitStatus", "ChaincodeEvents")) {
      forbidden(name, USUAL.of("beta").message(name, "trade"), "another organisation");
    }
    assertThat(asked()).isEmpty();
  }

  private void forbidden(String name, byte[] message, String why) {
    assertThatThrownBy(() -> pass(name, message, new Heard()))
        .as(name)
        .isInstanceOfSatisfying(
            Refusal.class, e -> assertThat(e.type()).isEqualTo(ProblemType.FORBIDDEN))
        .hasMessageContaining(why);
  }

  @Test
  void whatWouldChangeTheChannelAndContractsOfFabricsOwnAreRefused() {
    for (String name : List.of("Evaluate", "Endorse", "Submit")) {
      unfit(name, USUAL.as(HeaderType.CONFIG_UPDATE), "only calls of contracts");
      unfit(name, USUAL.calling("_lifecycle", "notary"), "contract must be");
    }
    unfit("Endorse", USUAL.calling("notary", "_lifecycle"), "contract must be");
    unfit("Evaluate", USUAL.calling("notary", "_lifecycle"), "contract must be");
    assertThat(asked()).isEmpty();
  }

  private void unfit(String name, Said said, String why) {
    assertThatThrownBy(() -> pass(name, said.message(name, "trade"), new Heard()))
        .as(name)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  @Test
  void whatIsNoMessageIsRefused() {
    byte[] whole = USUAL.message("Evaluate", "trade");
    for (byte[] bad : List.of(new byte[] {(byte) 0xff}, Arrays.copyOf(whole, whole.length - 1))) {
      assertThatThrownBy(() -> pass("Evaluate", bad, new Heard()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("can't be read as one of gateway.Gateway/Evaluate");
    }
  }

  @Test
  void theNextPeerIsAskedWhereOneDoesNotAnswerButNoneTwiceForATransaction() throws Exception {
    // Given
    first.answers(Status.UNAVAILABLE);
    second.answers(Status.UNAVAILABLE);
    // When
    End silence = passed("Evaluate", USUAL).end();
    // Then
    assertThat(silence.answered()).isFalse();
    assertThat(asked()).containsExactly("evaluate", "evaluate");

    // Given
    first.takes(Status.UNAVAILABLE);
    second.takes(Status.UNAVAILABLE);
    // When
    assertThat(passed("Submit", USUAL).end().answered()).isFalse();
    // Then
    assertThat(asked()).containsOnlyOnce("submit");
  }

  @Test
  void aRefusalComesWithItsWords() throws Exception {
    first.answers(Status.ABORTED.withDescription("lease-1 is there"));
    second.answers(Status.ABORTED.withDescription("lease-1 is there"));

    End end = passed("Endorse", USUAL).end();

    assertThat(end.answered()).isTrue();
    assertThat(end.status()).isEqualTo(10);
    assertThat(end.message()).isEqualTo("lease-1 is there");
    assertThat(asked()).containsExactly("endorse");
  }

  @Test
  void anAnswerThatIsTooLongForTheCallersIsHeldByNobody() throws Exception {
    for (FakePeer peer : List.of(first, second)) {
      peer.results(new byte[(4 << 20) + 1]);
    }
    Heard heard = passed("Evaluate", USUAL);

    End end = heard.end();
    assertThat(end.answered()).isTrue();
    assertThat(end.status()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED.value());
    assertThat(end.message()).contains("exceeds maximum size 4194304");
    assertThat(heard.messages).isEmpty();
  }

  @Test
  void eventsComeAsTheyAreAskedForUntilNobodyListens() throws Exception {
    // Given
    first.tells(5);
    second.tells(5);
    Heard heard = new Heard();
    Passing passing = pass("ChaincodeEvents", USUAL.message("ChaincodeEvents", "trade"), heard);

    // Then
    assertThat(ChaincodeEventsResponse.parseFrom(heard.next()).getBlockNumber()).isEqualTo(1);
    assertThat(heard.messages.poll(300, TimeUnit.MILLISECONDS)).as("not asked for").isNull();
    passing.more();
    assertThat(ChaincodeEventsResponse.parseFrom(heard.next()).getBlockNumber()).isEqualTo(2);
    passing.cancel();
    assertThat(heard.end().answered()).isTrue();
    for (int i = 0; i < 500 && first.cancelled() + second.cancelled() == 0; i++) {
      Thread.sleep(10);
    }
    assertThat(first.cancelled() + second.cancelled()).isEqualTo(1);
  }
}
