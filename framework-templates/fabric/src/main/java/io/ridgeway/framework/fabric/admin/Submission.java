package io.ridgeway.framework.fabric.admin;

import io.grpc.Channel;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.fabric.channel.SigningIdentity;
import java.io.IOException;
import java.io.StringReader;
import java.security.cert.CertificateException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.hyperledger.fabric.client.CommitStatusException;
import org.hyperledger.fabric.client.EndorseException;
import org.hyperledger.fabric.client.Gateway;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.Hash;
import org.hyperledger.fabric.client.Proposal;
import org.hyperledger.fabric.client.Status;
import org.hyperledger.fabric.client.SubmitException;
import org.hyperledger.fabric.client.identity.Identities;
import org.hyperledger.fabric.client.identity.X509Identity;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;

/** Transactions of one identity, through a peer's gateway. */
final class Submission {
  private static final int ENDORSE_SECONDS = 15;
  private static final int COMMIT_SECONDS = 30;

  private final SigningIdentity identity;
  private final Gateway gateway;

  Submission(Channel connection, SigningIdentity identity) {
    this.identity = identity;
    this.gateway =
        Gateway.newInstance()
            .identity(x509(identity))
            // The signer hashes by itself.
            .hash(Hash.NONE)
            .signer(message -> identity.sign(message).toByteArray())
            .connection(connection)
            .endorseOptions(o -> o.withDeadlineAfter(ENDORSE_SECONDS, TimeUnit.SECONDS))
            .submitOptions(o -> o.withDeadlineAfter(ENDORSE_SECONDS, TimeUnit.SECONDS))
            .commitStatusOptions(o -> o.withDeadlineAfter(COMMIT_SECONDS, TimeUnit.SECONDS))
            .connect();
  }

  /** The MSP id of whoever submits. */
  String organisation() {
    return identity.mspId();
  }

  /**
   * Has a transaction endorsed, ordered and committed.
   *
   * @param endorsers MSP ids; empty to let the peer choose by the chaincode's policy
   * @return what the chaincode answered
   * @throws LedgerException.Refused if it was endorsed by too few, or is not valid in its block
   */
  byte[] submit(
      String channel,
      String chaincode,
      String function,
      byte[] argument,
      Collection<String> endorsers) {
    Proposal.Builder proposal =
        gateway
            .getNetwork(channel)
            .getContract(chaincode)
            .newProposal(function)
            .addArguments(argument);
    if (!endorsers.isEmpty()) {
      proposal.setEndorsingOrganizations(endorsers.toArray(String[]::new));
    }
    try {
      var transaction = proposal.build().endorse();
      Status status = transaction.submitAsync().getStatus();
      if (!status.isSuccessful()) {
        throw new LedgerException.Refused(
            status.getCode().getNumber(),
            "the transaction is in block "
                + status.getBlockNumber()
                + " but not valid: "
                + status.getCode(),
            Optional.empty());
      }
      return transaction.getResult();
    } catch (EndorseException | SubmitException | CommitStatusException e) {
      throw exception(e);
    }
  }

  /**
   * Has a transaction endorsed by those whose private data it concerns, and ordered. When it
   * returns an orderer has taken it; that it is in a block is another matter.
   *
   * @param transientData for the peers alone, in no block
   * @param sending is told the transaction's name before anything is sent
   * @throws LedgerException.Refused if it isn't endorsed, so is in no block ever
   * @throws LedgerException.Unknown if it is, and it isn't known whether an orderer has taken it
   */
  void send(
      String channel,
      String chaincode,
      String function,
      List<String> arguments,
      Map<String, byte[]> transientData,
      Consumer<String> sending) {
    Proposal proposal =
        gateway
            .getNetwork(channel)
            .getContract(chaincode)
            .newProposal(function)
            .addArguments(arguments.toArray(String[]::new))
            .putAllTransient(transientData)
            .build();
    sending.accept(proposal.getTransactionId());
    try {
      proposal.endorse().submitAsync();
    } catch (EndorseException e) {
      throw exception(e);
    } catch (SubmitException e) {
      throw new LedgerException.Unknown(
          proposal.getTransactionId(), String.valueOf(exception(e).getMessage()));
    }
  }

  private static LedgerException exception(GatewayException e) {
    return switch (e.getStatus().getCode()) {
      case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED ->
          new LedgerException.Unreachable("the peer's gateway does not answer");
      default ->
          new LedgerException.Refused(
              e.getStatus().getCode().value(), reasons(e), Optional.empty());
    };
  }

  /** What each peer says, without where it is. */
  private static String reasons(GatewayException e) {
    String each =
        e.getDetails().stream()
            .map((ErrorDetail detail) -> detail.getMspId() + ": " + detail.getMessage())
            .distinct()
            .collect(Collectors.joining("; "));
    return each.isEmpty() ? String.valueOf(e.getStatus().getDescription()) : each;
  }

  private static X509Identity x509(SigningIdentity identity) {
    try {
      return new X509Identity(
          identity.mspId(),
          Identities.readX509Certificate(new StringReader(identity.certificate())));
    } catch (IOException | CertificateException e) {
      throw new IllegalArgumentException("the certificate of " + identity.mspId() + " is none", e);
    }
  }
}
