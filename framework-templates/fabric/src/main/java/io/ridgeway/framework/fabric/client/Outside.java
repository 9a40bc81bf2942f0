package io.ridgeway.framework.fabric.client;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.ridgeway.framework.Call;
import io.ridgeway.framework.Content;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.Proposals.Draft;
import io.ridgeway.framework.Proposals.Member;
import io.ridgeway.framework.SignedElsewhere.Signed;
import io.ridgeway.framework.Submission;
import java.io.IOException;
import java.io.StringReader;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.client.Gateway;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.Proposal;
import org.hyperledger.fabric.client.SubmitException;
import org.hyperledger.fabric.client.Transaction;
import org.hyperledger.fabric.client.identity.Identities;
import org.hyperledger.fabric.client.identity.X509Identity;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.gateway.PreparedTransaction;
import org.hyperledger.fabric.protos.gateway.ProposedTransaction;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.hyperledger.fabric.protos.peer.ChaincodeHeaderExtension;
import org.hyperledger.fabric.protos.peer.ChaincodeInvocationSpec;
import org.hyperledger.fabric.protos.peer.ChaincodeProposalPayload;
import org.hyperledger.fabric.protos.peer.SignedProposal;

/** Transactions of those who keep their keys: nothing is signed here. Thread-safe. */
final class Outside {
  private static final int ENDORSE_SECONDS = 10;
  private static final int SUBMIT_SECONDS = 5;

  private final String channel;
  private final Peers peers;

  Outside(String channel, Peers peers) {
    this.channel = channel;
    this.peers = peers;
  }

  /** What a payload says of itself. */
  private record Read(String transaction, X509Identity by) {}

  Draft propose(Call call, Member member) {
    X509Identity who = identity(member.organisation(), member.certificate());
    return peers.ask(
        member.organisation(),
        (peer, patience) -> {
          try (Gateway gateway = gateway(peer, who, patience)) {
            Proposal.Builder builder =
                gateway
                    .getNetwork(channel)
                    .getContract(call.contract())
                    .newProposal(call.function())
                    .addArguments(call.args().toArray(String[]::new));
            call.transientData().forEach(builder::putTransient);
            Proposal proposal = builder.build();
            ProposedTransaction made = ProposedTransaction.parseFrom(proposal.getBytes());
            return new Draft(
                proposal.getTransactionId(),
                made.getProposal().getProposalBytes().toByteArray(),
                Content.NONE,
                true);
          } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("the library made no proposal", e);
          }
        });
  }

  Draft endorse(Signed proposal) {
    Read read = proposal(proposal);
    return peers.ask(
        read.by().getMspId(),
        (peer, patience) -> {
          try (Gateway gateway = gateway(peer, read.by(), patience)) {
            Transaction agreed =
                gateway.newSignedProposal(proposed(read, proposal), proposal.signature()).endorse();
            PreparedTransaction made = PreparedTransaction.parseFrom(agreed.getBytes());
            return new Draft(
                read.transaction(),
                made.getEnvelope().getPayload().toByteArray(),
                Content.of(agreed.getResult()),
                Effects.of(made.getEnvelope().getPayload()));
          } catch (InvalidProtocolBufferException e) {
            throw new LedgerException.Unreachable("The peer's answer can't be read.");
          }
        });
  }

  Content evaluate(Signed proposal) {
    Read read = proposal(proposal);
    return peers.ask(
        read.by().getMspId(),
        (peer, patience) -> {
          try (Gateway gateway = gateway(peer, read.by(), patience)) {
            return Content.of(
                gateway
                    .newSignedProposal(proposed(read, proposal), proposal.signature())
                    .evaluate());
          }
        });
  }

  Submission submit(Signed transaction) {
    Read read = transaction(transaction);
    byte[] prepared =
        PreparedTransaction.newBuilder()
            .setTransactionId(read.transaction())
            .setEnvelope(
                Envelope.newBuilder().setPayload(ByteString.copyFrom(transaction.payload())))
            .build()
            .toByteArray();
    return peers.ask(
        read.by().getMspId(),
        (peer, patience) -> {
          try (Gateway gateway = gateway(peer, read.by(), patience)) {
            gateway.newSignedTransaction(prepared, transaction.signature()).submitAsync();
            return new Submission(read.transaction(), Outside::notWaitedFor);
          } catch (SubmitException e) {
            throw unsent(read, e);
          }
        });
  }

  private static LedgerException unsent(Read read, GatewayException e) {
    return Failures.isSilence(e.getStatus())
        ? new LedgerException.Unknown(
            read.transaction(), "It is not known whether the orderers took the transaction.")
        : Failures.exception(e.getStatus(), e.getDetails());
  }

  /**
   * Who waits for a block has to sign that, too; whoever asks for the transaction later is told.
   */
  private static <T> CompletableFuture<T> notWaitedFor() {
    return CompletableFuture.failedFuture(
        new LedgerException.Unreachable("Nobody waits for the block of this transaction."));
  }

  static Signed opened(byte[] message) {
    try {
      SignedProposal whole = SignedProposal.parseFrom(message);
      return new Signed(whole.getProposalBytes().toByteArray(), whole.getSignature().toByteArray());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("it is no signed proposal");
    }
  }

  /** Both begin with their header. */
  static Member signer(Signed what) {
    try {
      SerializedIdentity by =
          SerializedIdentity.parseFrom(
              SignatureHeader.parseFrom(
                      Payload.parseFrom(what.payload()).getHeader().getSignatureHeader())
                  .getCreator());
      return new Member(by.getMspid(), by.getIdBytes().toStringUtf8());
    } catch (InvalidProtocolBufferException e) {
      throw unreadable();
    }
  }

  private static byte[] proposed(Read read, Signed proposal) {
    return ProposedTransaction.newBuilder()
        .setTransactionId(read.transaction())
        .setProposal(
            SignedProposal.newBuilder().setProposalBytes(ByteString.copyFrom(proposal.payload())))
        .build()
        .toByteArray();
  }

  private Read proposal(Signed signed) {
    try {
      var whole = org.hyperledger.fabric.protos.peer.Proposal.parseFrom(signed.payload());
      // Peers run what the body names, and write down what the header does.
      FabricClient.checkContract(
          ChaincodeInvocationSpec.parseFrom(
                  ChaincodeProposalPayload.parseFrom(whole.getPayload()).getInput())
              .getChaincodeSpec()
              .getChaincodeId()
              .getName());
      return read(Header.parseFrom(whole.getHeader()));
    } catch (InvalidProtocolBufferException e) {
      throw unreadable();
    }
  }

  private Read transaction(Signed signed) {
    try {
      return read(Payload.parseFrom(signed.payload()).getHeader());
    } catch (InvalidProtocolBufferException e) {
      throw unreadable();
    }
  }

  private Read read(Header header) throws InvalidProtocolBufferException {
    ChannelHeader head = ChannelHeader.parseFrom(header.getChannelHeader());
    if (!head.getChannelId().equals(channel)
        || head.getType() != HeaderType.ENDORSER_TRANSACTION_VALUE) {
      throw new IllegalArgumentException("payload is no call of a contract on this channel");
    }
    FabricClient.checkContract(
        ChaincodeHeaderExtension.parseFrom(head.getExtension()).getChaincodeId().getName());
    SerializedIdentity by =
        SerializedIdentity.parseFrom(
            SignatureHeader.parseFrom(header.getSignatureHeader()).getCreator());
    return new Read(head.getTxId(), identity(by.getMspid(), by.getIdBytes().toStringUtf8()));
  }

  private static IllegalArgumentException unreadable() {
    return new IllegalArgumentException("payload can't be read: send it as it was handed out");
  }

  private static X509Identity identity(String organisation, String pem) {
    try {
      return new X509Identity(organisation, Identities.readX509Certificate(new StringReader(pem)));
    } catch (IOException | CertificateException | RuntimeException e) {
      throw new IllegalArgumentException("certificate can't be read: it must be X.509 in PEM");
    }
  }

  private static Gateway gateway(Peers.Peer peer, X509Identity who, Duration patience) {
    return Gateway.newInstance()
        .identity(who)
        .connection(peer.connection())
        .evaluateOptions(o -> o.withDeadlineAfter(patience.toMillis(), TimeUnit.MILLISECONDS))
        .endorseOptions(o -> o.withDeadlineAfter(ENDORSE_SECONDS, TimeUnit.SECONDS))
        .submitOptions(o -> o.withDeadlineAfter(SUBMIT_SECONDS, TimeUnit.SECONDS))
        .connect();
  }
}
