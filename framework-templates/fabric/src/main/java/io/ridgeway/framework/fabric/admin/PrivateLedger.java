package io.ridgeway.framework.fabric.admin;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Channel;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.fabric.channel.SigningIdentity;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockchainInfo;
import org.hyperledger.fabric.protos.orderer.SeekPosition;
import org.hyperledger.fabric.protos.orderer.SeekSpecified;
import org.hyperledger.fabric.protos.peer.BlockAndPrivateData;
import org.hyperledger.fabric.protos.peer.DeliverGrpc;
import org.hyperledger.fabric.protos.peer.DeliverResponse;

/**
 * What one peer has stored of a channel, private data included, as far as they are for who asks.
 *
 * <p>Calls block for at most five seconds, sending for half a minute; a peer that gives no answer,
 * or none that helps, is a {@link LedgerException}.
 */
public final class PrivateLedger {
  private static final int PATIENCE_SECONDS = 5;
  private static final String LEDGER = "qscc";
  private static final int NOT_FOUND = org.hyperledger.fabric.protos.common.Status.NOT_FOUND_VALUE;

  private final Channel connection;
  private final SigningIdentity reader;
  private final Delivery delivery;
  private final PeerCalls peer;

  /**
   * The peer at the other end.
   *
   * @param nonces gives 24 random bytes at each call
   */
  public PrivateLedger(
      Channel connection, SigningIdentity reader, Supplier<byte[]> nonces, Clock clock) {
    this.connection = connection;
    this.reader = reader;
    this.delivery = new Delivery("peer", reader, nonces, clock);
    this.peer = new PeerCalls(connection, new Proposals(reader, nonces, clock), PATIENCE_SECONDS);
  }

  /** How many blocks the peer has. */
  public long height(String channel) {
    try {
      return BlockchainInfo.parseFrom(
              peer.ask(channel, LEDGER, "GetChainInfo", ByteString.copyFromUtf8(channel)))
          .getHeight();
    } catch (InvalidProtocolBufferException e) {
      throw unreadable();
    }
  }

  /** The block that a transaction is in, if the peer has it. */
  public Optional<Block> blockOf(String channel, String transaction) {
    try {
      return Optional.of(
          Block.parseFrom(
              peer.ask(
                  channel,
                  LEDGER,
                  "GetBlockByTxID",
                  ByteString.copyFromUtf8(channel),
                  ByteString.copyFromUtf8(transaction))));
    } catch (LedgerException.Refused e) {
      return Optional.empty();
    } catch (InvalidProtocolBufferException e) {
      throw unreadable();
    }
  }

  /**
   * Has a transaction ordered with what only the peers of its private data are to see.
   *
   * @param transientData in no block
   * @param sending is told the transaction's name before anything is sent
   */
  public void send(
      String channel,
      String chaincode,
      String function,
      List<String> arguments,
      Map<String, byte[]> transientData,
      Consumer<String> sending) {
    new Submission(connection, reader)
        .send(channel, chaincode, function, arguments, transientData, sending);
  }

  /**
   * A block, with the private data of it that the peer has; empty if the peer hasn't that block, as
   * one that began with a snapshot.
   *
   * @throws LedgerException.Refused if it gives none for any other reason, so may well have it
   */
  public Optional<BlockAndPrivateData> block(String channel, long number) {
    SeekPosition at =
        SeekPosition.newBuilder()
            .setSpecified(SeekSpecified.newBuilder().setNumber(number))
            .build();
    return delivery.block(
        channel,
        at,
        DeliverGrpc.newStub(connection)
                .withDeadlineAfter(Delivery.PATIENCE_SECONDS, TimeUnit.SECONDS)
            ::deliverWithPrivateData,
        this::read);
  }

  private Optional<BlockAndPrivateData> read(DeliverResponse response) {
    if (response.hasBlockAndPrivateData()) {
      return Optional.of(response.getBlockAndPrivateData());
    }
    if (response.getStatusValue() == NOT_FOUND) {
      return Optional.empty();
    }
    throw delivery.none(response.getStatusValue(), response.getStatus());
  }

  private static LedgerException unreadable() {
    return new LedgerException.Unreachable("the peer's answer can't be read");
  }
}
