package io.ridgeway.framework.fabric;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Channel;
import io.ridgeway.framework.fabric.channel.SigningIdentity;
import java.util.List;
import org.hyperledger.fabric.client.Gateway;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.gateway.ProposedTransaction;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeEndorsedAction;
import org.hyperledger.fabric.protos.peer.ChaincodeProposalPayload;
import org.hyperledger.fabric.protos.peer.EndorserGrpc;
import org.hyperledger.fabric.protos.peer.Proposal;
import org.hyperledger.fabric.protos.peer.ProposalResponse;
import org.hyperledger.fabric.protos.peer.SignedProposal;
import org.hyperledger.fabric.protos.peer.Transaction;
import org.hyperledger.fabric.protos.peer.TransactionAction;

/**
 * A transaction with the endorsements of just these peers, put together by hand: the peers' own
 * gateway wouldn't ask one that the channel doesn't know.
 */
record TwoEndorsers(SigningIdentity client, Gateway proposes, List<Channel> peers) {

  Envelope of(String channel, String contract, String function, String... arguments)
      throws InvalidProtocolBufferException {
    var unsigned =
        proposes
            .getNetwork(channel)
            .getContract(contract)
            .newProposal(function)
            .addArguments(arguments)
            .build();
    ByteString bytes =
        ProposedTransaction.parseFrom(unsigned.getBytes()).getProposal().getProposalBytes();
    SignedProposal signed =
        SignedProposal.newBuilder()
            .setProposalBytes(bytes)
            .setSignature(client.sign(bytes.toByteArray()))
            .build();
    List<ProposalResponse> answers =
        peers.stream()
            .map(peer -> EndorserGrpc.newBlockingStub(peer).processProposal(signed))
            .toList();
    Proposal proposal = Proposal.parseFrom(bytes);
    ChaincodeActionPayload action =
        ChaincodeActionPayload.newBuilder()
            .setChaincodeProposalPayload(
                ChaincodeProposalPayload.newBuilder()
                    .setInput(ChaincodeProposalPayload.parseFrom(proposal.getPayload()).getInput())
                    .build()
                    .toByteString())
            .setAction(
                ChaincodeEndorsedAction.newBuilder()
                    .setProposalResponsePayload(answers.get(0).getPayload())
                    .addAllEndorsements(
                        answers.stream().map(ProposalResponse::getEndorsement).toList()))
            .build();
    Header header = Header.parseFrom(proposal.getHeader());
    ByteString payload =
        Payload.newBuilder()
            .setHeader(header)
            .setData(
                Transaction.newBuilder()
                    .addActions(
                        TransactionAction.newBuilder()
                            .setHeader(header.getSignatureHeader())
                            .setPayload(action.toByteString()))
                    .build()
                    .toByteString())
            .build()
            .toByteString();
    return Envelope.newBuilder()
        .setPayload(payload)
        .setSignature(client.sign(payload.toByteArray()))
        .build();
  }
}
