package io.ridgeway.framework.fabric.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import io.ridgeway.framework.Call;
import io.ridgeway.framework.Content;
import io.ridgeway.framework.Enrolment;
import io.ridgeway.framework.IdentityPlan;
import io.ridgeway.framework.IdentityPlan.PlannedAuthority;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.LedgerTransaction;
import io.ridgeway.framework.Receipt;
import io.ridgeway.framework.Signatory;
import io.ridgeway.framework.SignedElsewhere.Signed;
import io.ridgeway.framework.fabric.lab.TestAuthority;
import io.ridgeway.framework.fabric.lab.TestCustody;
import io.ridgeway.model.certificate.Subject;
import io.ridgeway.model.key.Curve;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.peer.ChaincodeHeaderExtension;
import org.hyperledger.fabric.protos.peer.ChaincodeID;
import org.hyperledger.fabric.protos.peer.ChaincodeInvocationSpec;
import org.hyperledger.fabric.protos.peer.ChaincodeProposalPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeSpec;
import org.hyperledger.fabric.protos.peer.Proposal;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FabricClientTest {
  private static final PlannedAuthority ALPHA =
      new PlannedAuthority(
          "alpha-ca", Curve.P256, Subject.of("alpha-ca").in("alpha"), Duration.ofDays(9));

  private final TestCustody custody =
      new TestCustody(new IdentityPlan(List.of(), List.of(ALPHA), List.of()), node -> List.of());
  private final Optional<Signatory> clerk =
      Optional.of(
          custody.enrol(
              new Enrolment("alpha", ALPHA, Subject.of("clerk"), Duration.ofDays(1)), "clerk"));
  private final TestAuthority tls = new TestAuthority("alpha-tlsca");
  private final FakePeer first;
  private final FakePeer second;
  private final FabricClient client;

  FabricClientTest() throws IOException {
    first = new FakePeer(tls.tls("peer-alpha-1", FakePeer.HOST));
    second = new FakePeer(tls.tls("peer-alpha-2", FakePeer.HOST));
    client = client(tls, first, second);
  }

  private static FabricClient client(TestAuthority trusted, FakePeer... peers) {
    return new FabricClient(
        "trade",
        Map.of(
            "alpha",
            new Organisation(
                trusted.certificate(), java.util.Arrays.stream(peers).map(FakePeer::at).toList())),
        Clock.systemUTC());
  }

  @AfterEach
  void end() {
    client.close();
    first.close();
    second.close();
  }

  @Test
  void whatIsSignedElsewhereCallsNoContractOfFabricsOwn() {
    for (Signed payload :
        List.of(
            proposal("_lifecycle", "_lifecycle"),
            proposal("notary", "_lifecycle"),
            proposal("_lifecycle", "notary"))) {
      assertThatThrownBy(() -> client.endorse(payload))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("contract must be a chaincode's name");
      assertThatThrownBy(() -> client.evaluate(payload))
          .hasMessageContaining("contract must be a chaincode's name");
    }
    assertThatThrownBy(() -> client.submit(transaction("_lifecycle")))
        .hasMessageContaining("contract must be a chaincode's name");
    assertThat(first.asked()).isEmpty();
    assertThat(second.asked()).isEmpty();
  }

  private static Signed proposal(String headed, String called) {
    return new Signed(
        Proposal.newBuilder()
            .setHeader(header(headed).toByteString())
            .setPayload(
                ChaincodeProposalPayload.newBuilder()
                    .setInput(
                        ChaincodeInvocationSpec.newBuilder()
                            .setChaincodeSpec(ChaincodeSpec.newBuilder().setChaincodeId(id(called)))
                            .build()
                            .toByteString())
                    .build()
                    .toByteString())
            .build()
            .toByteArray(),
        new byte[] {1});
  }

  private static Signed transaction(String headed) {
    return new Signed(
        Payload.newBuilder().setHeader(header(headed)).build().toByteArray(), new byte[] {1});
  }

  private static Header header(String contract) {
    return Header.newBuilder()
        .setChannelHeader(
            ChannelHeader.newBuilder()
                .setChannelId("trade")
                .setType(HeaderType.ENDORSER_TRANSACTION_VALUE)
                .setExtension(
                    ChaincodeHeaderExtension.newBuilder()
                        .setChaincodeId(id(contract))
                        .build()
                        .toByteString())
                .build()
                .toByteString())
        .build();
  }

  private static ChaincodeID id(String contract) {
    return ChaincodeID.newBuilder().setName(contract).build();
  }

  private Call call() {
    return Call.of("notary", "draft", List.of("lease-1"), clerk);
  }

  @Test
  void aTransactionIsEndorsedSubmittedAndItsBlockWaitedFor() {
    // When
    Receipt receipt = client.submit(call()).committed().join();

    // Then
    assertThat(receipt.block()).isEqualTo(7);
    assertThat(receipt.status()).isEqualTo(LedgerTransaction.Status.COMMITTED);
    assertThat(receipt.result()).isEqualTo(Content.text("done"));
    assertThat(first.asked().isEmpty() ? second.asked() : first.asked())
        .containsExactly("endorse", "submit", "commitStatus");
    assertThat(custody.signed())
        .containsExactly(
            "transaction " + receipt.transaction() + ", notary draft",
            "transaction " + receipt.transaction() + ", notary draft",
            "question for transaction " + receipt.transaction());
  }

  @Test
  void nobodyWhoDoesNotWaitAsksForTheBlock() {
    // When
    assertThat(client.submit(call()).transaction()).hasSize(64);

    // Then
    assertThat(custody.signed()).hasSize(2);
  }

  @Test
  void aTransactionWithoutEffectSaysWhy() {
    // Given
    first.judges(TxValidationCode.MVCC_READ_CONFLICT);
    second.judges(TxValidationCode.MVCC_READ_CONFLICT);

    // When
    Receipt receipt = client.submit(call()).committed().join();

    // Then
    assertThat(receipt.status()).isEqualTo(LedgerTransaction.Status.INVALID);
    assertThat(receipt.code()).isEqualTo("MVCC_READ_CONFLICT");
  }

  @Test
  void theNextPeerIsAskedWhereOneDoesNotAnswer() {
    // Given
    first.close();

    // Then
    for (int i = 0; i < 4; i++) {
      assertThat(client.evaluate(call())).isEqualTo(Content.text("42"));
    }
    assertThat(second.asked()).containsOnly("evaluate").hasSize(4);
  }

  @Test
  void whereNoPeerAnswersNothingWasSent() {
    // Given
    first.answers(Status.UNAVAILABLE.withDescription("10.0.0.7:7051 is away"));
    second.answers(Status.UNAVAILABLE);

    // Then
    assertThatThrownBy(() -> client.submit(call()))
        .isInstanceOf(LedgerException.Unreachable.class)
        .hasMessage("No peer of the organisation answers.");
    assertThat(first.asked()).containsExactly("endorse");
    assertThat(second.asked()).containsExactly("endorse");
  }

  @Test
  void whatTheOrderersMayHaveTakenIsNotSentAgain() {
    // Given
    first.takes(Status.DEADLINE_EXCEEDED);
    second.takes(Status.DEADLINE_EXCEEDED);

    // Then
    assertThatThrownBy(() -> client.submit(call()))
        .isInstanceOfSatisfying(
            LedgerException.Unknown.class, e -> assertThat(e.transaction()).hasSize(64));
    assertThat(List.of(first.asked(), second.asked()))
        .containsExactlyInAnyOrder(List.of("endorse", "submit"), List.of());
  }

  @Test
  void aRefusalIsHandedOnAndNobodyElseAsked() {
    // Given
    first.answers(Status.ABORTED.withDescription("There is a contract lease-1 already."));
    second.answers(Status.ABORTED.withDescription("There is a contract lease-1 already."));

    // Then
    assertThatThrownBy(() -> client.submit(call()))
        .isInstanceOf(LedgerException.Refused.class)
        .hasMessage("There is a contract lease-1 already.");
    assertThat(first.asked().size() + second.asked().size()).isEqualTo(1);
  }

  @Test
  void aPeerOfAnotherAuthorityOrAnotherHostIsNotTalkedTo() throws IOException {
    try (FabricClient wary = client(new TestAuthority("alpha-tlsca"), first);
        FakePeer elsewhere = new FakePeer(tls.tls("peer-alpha-3", "10.1.2.3"));
        FabricClient misled = client(tls, elsewhere)) {
      assertThatThrownBy(() -> wary.evaluate(call()))
          .isInstanceOf(LedgerException.Unreachable.class);
      assertThatThrownBy(() -> misled.evaluate(call()))
          .isInstanceOf(LedgerException.Unreachable.class);
      assertThat(first.asked()).isEmpty();
      assertThat(elsewhere.asked()).isEmpty();
    }
  }

  @Test
  void callsThatMakeNoSenseReachNobody() {
    assertThatThrownBy(() -> client.evaluate(Call.of("_lifecycle", "x", List.of(), clerk)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("contract must be a chaincode's name");
    assertThatThrownBy(() -> client.evaluate(Call.of("notary", " ", List.of(), clerk)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("function is missing");
    assertThatThrownBy(() -> client.submit(Call.of("notary", "x", List.of(), Optional.empty())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("key is missing");
    assertThatThrownBy(() -> client.transaction("0xab", clerk))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("64 hex digits");
    assertThat(first.asked()).isEmpty();
    assertThat(second.asked()).isEmpty();
  }

  @Test
  void aClosedClientConnectsToNobody() {
    // Given
    client.close();

    // Then
    assertThatThrownBy(() -> client.evaluate(call()))
        .isInstanceOf(LedgerException.Unreachable.class);
  }
}
