package io.ridgeway.framework.fabric.admin;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.fabric.chaincode.ChaincodeDefinition;
import io.ridgeway.framework.fabric.chaincode.ChaincodePackage;
import io.ridgeway.framework.fabric.channel.EndorsementPolicy;
import io.ridgeway.framework.fabric.channel.SigningIdentity;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.gateway.GatewayGrpc;
import org.hyperledger.fabric.protos.gateway.SubmitRequest;
import org.hyperledger.fabric.protos.peer.SignedProposal;
import org.hyperledger.fabric.protos.peer.lifecycle.CheckCommitReadinessArgs;
import org.hyperledger.fabric.protos.peer.lifecycle.CheckCommitReadinessResult;
import org.hyperledger.fabric.protos.peer.lifecycle.CommitChaincodeDefinitionArgs;
import org.hyperledger.fabric.protos.peer.lifecycle.InstallChaincodeArgs;
import org.hyperledger.fabric.protos.peer.lifecycle.QueryChaincodeDefinitionArgs;
import org.hyperledger.fabric.protos.peer.lifecycle.QueryChaincodeDefinitionResult;
import org.hyperledger.fabric.protos.peer.lifecycle.QueryInstalledChaincodesArgs;
import org.hyperledger.fabric.protos.peer.lifecycle.QueryInstalledChaincodesResult;

/**
 * The life cycle of chaincodes at one peer, as an administrator of its organisation sees it.
 *
 * <p>Calls block for at most a minute; what the peer doesn't answer, or refuses, is a {@link
 * LedgerException}.
 */
public final class Lifecycle {
  static final String CHAINCODE = "_lifecycle";
  private static final int NOT_FOUND = 404;

  /** An installation runs three scripts at the peer. */
  private static final int PATIENCE_SECONDS = 30;

  private final Channel connection;
  private final PeerCalls peer;
  private final Submission submission;
  private final Supplier<byte[]> nonces;
  private final Clock clock;

  /**
   * The peer at the other end of a connection.
   *
   * @param nonces gives 24 random bytes at each call
   */
  public Lifecycle(
      Channel connection, SigningIdentity administrator, Supplier<byte[]> nonces, Clock clock) {
    this.connection = connection;
    this.nonces = nonces;
    this.clock = clock;
    this.peer =
        new PeerCalls(connection, new Proposals(administrator, nonces, clock), PATIENCE_SECONDS);
    this.submission = new Submission(connection, administrator);
  }

  /** The ids of the packages that the peer has, sorted. */
  public List<String> installed() {
    return parsed(
            QueryInstalledChaincodesResult.parser(),
            peer.ask(
                "",
                CHAINCODE,
                "QueryInstalledChaincodes",
                QueryInstalledChaincodesArgs.getDefaultInstance().toByteString()))
        .getInstalledChaincodesList()
        .stream()
        .map(QueryInstalledChaincodesResult.InstalledChaincode::getPackageId)
        .sorted()
        .toList();
  }

  /** Has the peer keep a package. It is done already if {@link #installed} names it. */
  public void install(ChaincodePackage chaincode) {
    peer.ask(
        "",
        CHAINCODE,
        "InstallChaincode",
        InstallChaincodeArgs.newBuilder()
            .setChaincodeInstallPackage(ByteString.copyFrom(chaincode.bytes()))
            .build()
            .toByteString());
  }

  /** What the channel runs under that name, if anything. */
  public Optional<QueryChaincodeDefinitionResult> committed(String channel, String name) {
    try {
      return Optional.of(
          parsed(
              QueryChaincodeDefinitionResult.parser(),
              peer.ask(
                  channel,
                  CHAINCODE,
                  "QueryChaincodeDefinition",
                  QueryChaincodeDefinitionArgs.newBuilder().setName(name).build().toByteString())));
    } catch (LedgerException.Refused e) {
      if (e.code() == NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Who has approved just this definition, by MSP id. */
  public Map<String, Boolean> approvals(String channel, ChaincodeDefinition definition) {
    CheckCommitReadinessResult result =
        parsed(
            CheckCommitReadinessResult.parser(),
            peer.ask(
                channel,
                CHAINCODE,
                "CheckCommitReadiness",
                CheckCommitReadinessArgs.newBuilder()
                    .setName(definition.name())
                    .setVersion(definition.version())
                    .setSequence(definition.sequence())
                    .setEndorsementPlugin("escc")
                    .setValidationPlugin("vscc")
                    .setValidationParameter(EndorsementPolicy.of(definition.endorsement()))
                    .setCollections(definition.collections().message())
                    .build()
                    .toByteString()));
    return new TreeMap<>(result.getApprovalsMap());
  }

  /**
   * Approves a definition for the organisation, and returns once the channel has it in a block.
   *
   * @param packageId what the organisation's peers run for it; they must have it installed
   */
  public void approve(String channel, ChaincodeDefinition definition, String packageId) {
    submission.submit(
        channel,
        CHAINCODE,
        Approvals.FUNCTION,
        Approvals.argument(definition, packageId).toByteArray(),
        List.of(submission.organisation()));
  }

  /**
   * What an administrator whose key is elsewhere signs first to approve a definition.
   *
   * @param administrator whose name it is in; it signs nothing here
   */
  public Approvals.Signable propose(
      SigningIdentity administrator,
      String channel,
      ChaincodeDefinition definition,
      String packageId) {
    return Approvals.proposal(
        new Proposals(administrator, nonces, clock), channel, definition, packageId);
  }

  /**
   * The transaction that a proposal becomes which somebody signed elsewhere, once this peer
   * endorsed it; to be signed by the same.
   *
   * @param signature DER, low-S
   */
  public Approvals.Signable endorse(byte[] proposal, byte[] signature) {
    return Approvals.transaction(
        proposal,
        peer.endorse(
            SignedProposal.newBuilder()
                .setProposalBytes(ByteString.copyFrom(proposal))
                .setSignature(ByteString.copyFrom(signature))
                .build()));
  }

  /**
   * Has a transaction ordered that somebody signed elsewhere. When it returns an orderer has taken
   * it; that it is in a block is another matter.
   */
  public void submit(String channel, String transaction, byte[] payload, byte[] signature) {
    try {
      GatewayGrpc.newBlockingStub(connection)
          .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
          .submit(
              SubmitRequest.newBuilder()
                  .setChannelId(channel)
                  .setTransactionId(transaction)
                  .setPreparedTransaction(
                      Envelope.newBuilder()
                          .setPayload(ByteString.copyFrom(payload))
                          .setSignature(ByteString.copyFrom(signature)))
                  .build());
    } catch (StatusRuntimeException e) {
      throw Answers.exception(e, "the peer's gateway");
    }
  }

  /** Whether the peer has a transaction in a block, whether it counts or not. */
  public boolean has(String channel, String transaction) {
    try {
      peer.ask(
          channel,
          "qscc",
          "GetTransactionByID",
          ByteString.copyFromUtf8(channel),
          ByteString.copyFromUtf8(transaction));
      return true;
    } catch (LedgerException.Refused e) {
      return false;
    }
  }

  /**
   * Has the channel run a definition, and returns once it does.
   *
   * @param endorsers MSP ids of those whose peers shall endorse it: as many as the channel asks
   */
  public void commit(String channel, ChaincodeDefinition definition, Collection<String> endorsers) {
    submission.submit(
        channel,
        CHAINCODE,
        "CommitChaincodeDefinition",
        CommitChaincodeDefinitionArgs.newBuilder()
            .setName(definition.name())
            .setVersion(definition.version())
            .setSequence(definition.sequence())
            .setEndorsementPlugin("escc")
            .setValidationPlugin("vscc")
            .setValidationParameter(EndorsementPolicy.of(definition.endorsement()))
            .setCollections(definition.collections().message())
            .build()
            .toByteArray(),
        endorsers);
  }

  private static <T extends MessageLite> T parsed(Parser<T> parser, ByteString answer) {
    try {
      return parser.parseFrom(answer);
    } catch (InvalidProtocolBufferException e) {
      throw new LedgerException.Unreachable("the peer's answer can't be read");
    }
  }
}
