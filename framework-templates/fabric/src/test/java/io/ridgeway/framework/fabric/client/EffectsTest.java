package io.ridgeway.framework.fabric.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.Proposals.Member;
import io.ridgeway.framework.SignedElsewhere.Signed;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.ledger.rwset.CollectionHashedReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.NsReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.TxReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.HashedRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVMetadataWrite;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVMetadataWriteHash;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRead;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVReadHash;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVWrite;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVWriteHash;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeEndorsedAction;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.SignedProposal;
import org.hyperledger.fabric.protos.peer.Transaction;
import org.hyperledger.fabric.protos.peer.TransactionAction;
import org.junit.jupiter.api.Test;

class EffectsTest {
  private static final KVRWSet READ =
      KVRWSet.newBuilder().addReads(KVRead.newBuilder().setKey("lease")).build();
  private static final HashedRWSet HIDDEN_READ =
      HashedRWSet.newBuilder().addHashedReads(KVReadHash.getDefaultInstance()).build();

  @Test
  void readingChangesNothing() {
    assertThat(of(READ, HIDDEN_READ, "")).isFalse();
    assertThat(of(KVRWSet.getDefaultInstance(), HashedRWSet.getDefaultInstance(), "")).isFalse();
    assertThat(Effects.of(ByteString.EMPTY)).isFalse();
  }

  @Test
  void whatIsWrittenOpenlyOrNotAndWhatIsToldChangesSomething() {
    assertThat(
            of(READ.toBuilder().addWrites(KVWrite.getDefaultInstance()).build(), HIDDEN_READ, ""))
        .isTrue();
    assertThat(
            of(
                READ.toBuilder().addMetadataWrites(KVMetadataWrite.getDefaultInstance()).build(),
                HIDDEN_READ,
                ""))
        .isTrue();
    assertThat(
            of(
                READ,
                HIDDEN_READ.toBuilder().addHashedWrites(KVWriteHash.getDefaultInstance()).build(),
                ""))
        .isTrue();
    assertThat(
            of(
                READ,
                HIDDEN_READ.toBuilder()
                    .addMetadataWrites(KVMetadataWriteHash.getDefaultInstance())
                    .build(),
                ""))
        .isTrue();
    assertThat(of(READ, HIDDEN_READ, "Concluded")).isTrue();
  }

  @Test
  void whatCanNotBeReadIsNoAnswer() {
    assertThatThrownBy(() -> Effects.of(ByteString.copyFromUtf8("nonsense")))
        .isInstanceOf(LedgerException.Unreachable.class);
  }

  @Test
  void aMessageOfTheLibrariesIsTakenApartAndSaysWhoSigned() {
    ByteString payload =
        Payload.newBuilder()
            .setHeader(
                Header.newBuilder()
                    .setSignatureHeader(
                        SignatureHeader.newBuilder()
                            .setCreator(
                                SerializedIdentity.newBuilder()
                                    .setMspid("alpha")
                                    .setIdBytes(ByteString.copyFromUtf8("PEM"))
                                    .build()
                                    .toByteString())
                            .build()
                            .toByteString()))
            .build()
            .toByteString();
    byte[] message =
        SignedProposal.newBuilder()
            .setProposalBytes(payload)
            .setSignature(ByteString.copyFromUtf8("S"))
            .build()
            .toByteArray();

    Signed opened = Outside.opened(message);

    assertThat(opened.payload()).isEqualTo(payload.toByteArray());
    assertThat(opened.signature()).asString().isEqualTo("S");
    assertThat(Outside.signer(opened)).isEqualTo(new Member("alpha", "PEM"));
    byte[] nonsense = {(byte) 0xff};
    assertThatThrownBy(() -> Outside.opened(nonsense)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Outside.signer(new Signed(nonsense, nonsense)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static boolean of(KVRWSet open, HashedRWSet hidden, String event) {
    TxReadWriteSet results =
        TxReadWriteSet.newBuilder()
            .addNsRwset(
                NsReadWriteSet.newBuilder()
                    .setNamespace("notary")
                    .setRwset(open.toByteString())
                    .addCollectionHashedRwset(
                        CollectionHashedReadWriteSet.newBuilder()
                            .setHashedRwset(hidden.toByteString())))
            .build();
    ChaincodeAction action =
        ChaincodeAction.newBuilder()
            .setResults(results.toByteString())
            .setEvents(ByteString.copyFromUtf8(event))
            .build();
    ProposalResponsePayload response =
        ProposalResponsePayload.newBuilder().setExtension(action.toByteString()).build();
    ChaincodeActionPayload payload =
        ChaincodeActionPayload.newBuilder()
            .setAction(
                ChaincodeEndorsedAction.newBuilder()
                    .setProposalResponsePayload(response.toByteString()))
            .build();
    return Effects.of(
        Payload.newBuilder()
            .setData(
                Transaction.newBuilder()
                    .addActions(TransactionAction.newBuilder().setPayload(payload.toByteString()))
                    .build()
                    .toByteString())
            .build()
            .toByteString());
  }
}
