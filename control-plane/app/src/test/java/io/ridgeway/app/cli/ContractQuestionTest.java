package io.ridgeway.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.ledger.rwset.CollectionHashedReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.NsReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.TxReadWriteSet;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.hyperledger.fabric.protos.peer.ApplicationPolicy;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeEndorsedAction;
import org.hyperledger.fabric.protos.peer.ChaincodeID;
import org.hyperledger.fabric.protos.peer.ChaincodeInput;
import org.hyperledger.fabric.protos.peer.ChaincodeInvocationSpec;
import org.hyperledger.fabric.protos.peer.ChaincodeProposalPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeSpec;
import org.hyperledger.fabric.protos.peer.CollectionConfig;
import org.hyperledger.fabric.protos.peer.CollectionConfigPackage;
import org.hyperledger.fabric.protos.peer.Proposal;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.StaticCollectionConfig;
import org.hyperledger.fabric.protos.peer.Transaction;
import org.hyperledger.fabric.protos.peer.TransactionAction;
import org.hyperledger.fabric.protos.peer.lifecycle.ApproveChaincodeDefinitionForMyOrgArgs;
import org.hyperledger.fabric.protos.peer.lifecycle.ChaincodeSource;
import org.junit.jupiter.api.Test;

/** What an administrator is asked to sign for a contract is read from the bytes themselves. */
class ContractQuestionTest {
  private static final String APPROVE = "ApproveChaincodeDefinitionForMyOrg";
  private static final ByteString ASKED = asked("_lifecycle", APPROVE);

  @Test
  void aProposalAndTheTransactionOfItSayTheSame() {
    // When
    Question first = Question.of(approval(proposal(ASKED)));
    Question then = Question.of(approval(transaction(ASKED, ASKED, "_implicit_org_beta")));

    // Then
    assertThat(first.channel()).isEqualTo("trade");
    assertThat(first.organisation()).isEqualTo("beta");
    assertThat(first.certificate()).isEqualTo("the certificate");
    assertThat(first.lines("book comes"))
        .contains(
            "It approves:    contract book 1.0, sequence 2",
            "It approves:    package book-1:ab",
            "It approves:    endorsed by the channel's rule /Channel/Application/Endorsement",
            "It approves:    first its proposal; the transaction is asked for after it")
        .anyMatch(line -> line.startsWith("It approves:    collection claims of "))
        .contains("SHA-256:        " + first.digest());
    assertThat(then.lines("book comes"))
        .contains(
            "It approves:    contract book 1.0, sequence 2",
            "It approves:    by the transaction that goes to the ledger");
  }

  @Test
  void whatIsMoreThanAnApprovalIsNotSigned() {
    refused(proposal(asked("_lifecycle", "CommitChaincodeDefinition")), "another function");
    refused(proposal(asked("book", APPROVE)), "Nothing is signed");
    refused(transaction(ASKED, asked("_lifecycle", "X"), "_implicit_org_beta"), "another proposal");
    refused(
        transaction(ASKED, ASKED, "_implicit_org_gamma"),
        "writes to _lifecycle/_implicit_org_gamma");
    assertThatThrownBy(() -> Question.of(approval(proposal(ASKED)).put("organisation", "alpha")))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("in the name of beta");
  }

  private static void refused(ByteString bytes, String says) {
    assertThatThrownBy(() -> Question.of(approval(bytes)))
        .isInstanceOf(Failure.class)
        .hasMessageContaining(says)
        .hasMessageEndingWith("Nothing is signed.");
  }

  private static ByteString asked(String chaincode, String function) {
    ApproveChaincodeDefinitionForMyOrgArgs definition =
        ApproveChaincodeDefinitionForMyOrgArgs.newBuilder()
            .setName("book")
            .setVersion("1.0")
            .setSequence(2)
            .setEndorsementPlugin("escc")
            .setValidationPlugin("vscc")
            .setValidationParameter(
                ApplicationPolicy.newBuilder()
                    .setChannelConfigPolicyReference("/Channel/Application/Endorsement")
                    .build()
                    .toByteString())
            .setCollections(
                CollectionConfigPackage.newBuilder()
                    .addConfig(
                        CollectionConfig.newBuilder()
                            .setStaticCollectionConfig(
                                StaticCollectionConfig.newBuilder().setName("claims"))))
            .setSource(
                ChaincodeSource.newBuilder()
                    .setLocalPackage(ChaincodeSource.Local.newBuilder().setPackageId("book-1:ab")))
            .build();
    return ChaincodeProposalPayload.newBuilder()
        .setInput(
            ChaincodeInvocationSpec.newBuilder()
                .setChaincodeSpec(
                    ChaincodeSpec.newBuilder()
                        .setType(ChaincodeSpec.Type.GOLANG)
                        .setChaincodeId(ChaincodeID.newBuilder().setName(chaincode))
                        .setInput(
                            ChaincodeInput.newBuilder()
                                .addArgs(ByteString.copyFromUtf8(function))
                                .addArgs(definition.toByteString())))
                .build()
                .toByteString())
        .build()
        .toByteString();
  }

  private static Header header() {
    ByteString creator =
        SerializedIdentity.newBuilder()
            .setMspid("beta")
            .setIdBytes(ByteString.copyFromUtf8("the certificate"))
            .build()
            .toByteString();
    ByteString nonce = ByteString.copyFromUtf8("n");
    return Header.newBuilder()
        .setChannelHeader(
            ChannelHeader.newBuilder()
                .setType(HeaderType.ENDORSER_TRANSACTION_VALUE)
                .setChannelId("trade")
                .setTxId(HexFormat.of().formatHex(sha256(nonce, creator).toByteArray()))
                .build()
                .toByteString())
        .setSignatureHeader(
            SignatureHeader.newBuilder().setCreator(creator).setNonce(nonce).build().toByteString())
        .build();
  }

  private static ByteString proposal(ByteString asked) {
    return Proposal.newBuilder()
        .setHeader(header().toByteString())
        .setPayload(asked)
        .build()
        .toByteString();
  }

  private static ByteString transaction(ByteString asked, ByteString endorsed, String collection) {
    ByteString results =
        TxReadWriteSet.newBuilder()
            .addNsRwset(
                NsReadWriteSet.newBuilder()
                    .setNamespace("_lifecycle")
                    .addCollectionHashedRwset(
                        CollectionHashedReadWriteSet.newBuilder().setCollectionName(collection)))
            .build()
            .toByteString();
    ByteString response =
        ProposalResponsePayload.newBuilder()
            .setProposalHash(
                sha256(header().getChannelHeader(), header().getSignatureHeader(), endorsed))
            .setExtension(ChaincodeAction.newBuilder().setResults(results).build().toByteString())
            .build()
            .toByteString();
    return Payload.newBuilder()
        .setHeader(header())
        .setData(
            Transaction.newBuilder()
                .addActions(
                    TransactionAction.newBuilder()
                        .setHeader(header().getSignatureHeader())
                        .setPayload(
                            ChaincodeActionPayload.newBuilder()
                                .setChaincodeProposalPayload(asked)
                                .setAction(
                                    ChaincodeEndorsedAction.newBuilder()
                                        .setProposalResponsePayload(response))
                                .build()
                                .toByteString()))
                .build()
                .toByteString())
        .build()
        .toByteString();
  }

  private static ByteString sha256(ByteString... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (ByteString part : parts) {
        digest.update(part.toByteArray());
      }
      return ByteString.copyFrom(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ObjectNode approval(ByteString bytes) {
    String all = Base64.getEncoder().encodeToString(bytes.toByteArray());
    return Http.JSON
        .createObjectNode()
        .put("organisation", "beta")
        .put("header", "")
        .put("update", all)
        .put("toSign", all);
  }
}
