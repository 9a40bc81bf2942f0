package io.ridgeway.framework.fabric.admin;

import com.google.protobuf.ByteString;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import io.ridgeway.framework.LedgerException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.protos.peer.EndorserGrpc;
import org.hyperledger.fabric.protos.peer.ProposalResponse;
import org.hyperledger.fabric.protos.peer.Response;
import org.hyperledger.fabric.protos.peer.SignedProposal;

/**
 * Questions to one peer's own chaincodes.
 *
 * @param connection to the peer
 * @param proposals signs them
 * @param patienceSeconds how long an answer is waited for
 */
record PeerCalls(Channel connection, Proposals proposals, int patienceSeconds) {
  private static final int OK = 200;

  /**
   * What the chaincode answers.
   *
   * @param channel empty for what is outside of channels
   * @throws LedgerException.Refused with the chaincode's own status if it isn't {@value #OK}
   */
  ByteString ask(String channel, String chaincode, String function, ByteString... arguments) {
    return endorse(proposals.of(channel, chaincode, function, List.of(arguments)))
        .getResponse()
        .getPayload();
  }

  /**
   * What the chaincode answers to what somebody else signed, with the peer's endorsement.
   *
   * @throws LedgerException.Refused with the chaincode's own status if it isn't {@value #OK}
   */
  ProposalResponse endorse(SignedProposal proposal) {
    try {
      ProposalResponse answer =
          EndorserGrpc.newBlockingStub(connection)
              .withDeadlineAfter(patienceSeconds, TimeUnit.SECONDS)
              .processProposal(proposal);
      Response response = answer.getResponse();
      if (response.getStatus() != OK) {
        throw new LedgerException.Refused(
            response.getStatus(), response.getMessage(), Optional.empty());
      }
      return answer;
    } catch (StatusRuntimeException e) {
      throw Answers.exception(e, "the peer");
    }
  }
}
