package io.ridgeway.framework.fabric.client;

import com.google.protobuf.InvalidProtocolBufferException;
import io.ridgeway.framework.BlockFeed;
import io.ridgeway.framework.BlockLedger;
import io.ridgeway.framework.Blocks;
import io.ridgeway.framework.Call;
import io.ridgeway.framework.Content;
import io.ridgeway.framework.DetailedLedger;
import io.ridgeway.framework.EventQuery;
import io.ridgeway.framework.Events;
import io.ridgeway.framework.LedgerBlock;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.LedgerTransaction;
import io.ridgeway.framework.Proposals;
import io.ridgeway.framework.RelayedLedger;
import io.ridgeway.framework.Signatory;
import io.ridgeway.framework.Submission;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.hyperledger.fabric.client.ChaincodeEventsRequest;
import org.hyperledger.fabric.client.EndorseException;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.Network;
import org.hyperledger.fabric.client.Proposal;
import org.hyperledger.fabric.client.SubmitException;
import org.hyperledger.fabric.client.SubmittedTransaction;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockchainInfo;

/**
 * One channel through its peers' gateways: with the peers of the caller's own organisation, as
 * {@link Peers} chooses, the next one where one doesn't answer. What was given to the orderers is
 * never sent a second time.
 */
public final class FabricClient
    implements BlockLedger, BlockFeed, DetailedLedger, Proposals, RelayedLedger {
  private static final Pattern CONTRACT = Pattern.compile("[a-zA-Z0-9]+([-_][a-zA-Z0-9]+)*");
  private static final Pattern TRANSACTION = Pattern.compile("[0-9a-f]{64}");

  /** A peer's own contract that tells of its ledger. */
  private static final String LEDGER = "qscc";

  private final String channel;
  private final Peers peers;
  private final Outside outside;
  private final Members members;

  /**
   * A client; it connects when it is first called.
   *
   * @param organisations by MSP id; without those whose peers can't be reached
   * @param clock the peers' time
   */
  public FabricClient(String channel, Map<String, Organisation> organisations, Clock clock) {
    this.members = new Members(clock);
    this.channel = channel;
    this.peers = new Peers(organisations);
    this.outside = new Outside(channel, peers);
  }

  @Override
  public Submission submit(Call call) {
    check(call);
    return ask(call.signatory(), call.toString(), (peer, voice) -> submit(call, peer, voice));
  }

  private Submission submit(Call call, Peers.Peer peer, Voice voice) throws GatewayException {
    Proposal proposal = proposal(call, voice);
    String id = proposal.getTransactionId();
    voice.says("transaction " + id + ", " + call);
    try {
      SubmittedTransaction sent = proposal.endorse().submitAsync();
      return new Submission(
          id,
          () -> Commits.of(peer.connection(), sent, voice, block -> seen(call, peer, block)),
          Content.of(sent.getResult()));
    } catch (EndorseException e) {
      throw Failures.exception(e.getStatus(), e.getDetails());
    } catch (SubmitException e) {
      if (Failures.isSilence(e.getStatus())) {
        throw new LedgerException.Unknown(
            id, "It is not known whether the orderers took the transaction.");
      }
      throw Failures.exception(e.getStatus(), e.getDetails());
    }
  }

  private void seen(Call call, Peers.Peer peer, long block) {
    peers.seen(Members.organisation(call.signatory()), peer, block);
  }

  @Override
  public Content evaluate(Call call) {
    check(call);
    return Content.of(
        ask(
            call.signatory(),
            "question to " + call,
            (peer, voice) -> proposal(call, voice).evaluate()));
  }

  @Override
  public Optional<LedgerBlock> block(OptionalLong number, Optional<Signatory> by) {
    Signatory who = member(by);
    long height = height(who);
    long wanted = number.orElse(height - 1);
    if (Long.compareUnsigned(wanted, height) >= 0) {
      return Optional.empty();
    }
    return Optional.of(
        BlockReader.block(parsed(ledger(who, "GetBlockByNumber", Long.toUnsignedString(wanted)))));
  }

  /** How many blocks there are, as the peer says that is asked. */
  private long height(Signatory who) {
    return ask(
        who,
        "question to the ledger, GetChainInfo " + channel,
        (peer, voice) -> {
          try {
            long height =
                BlockchainInfo.parseFrom(question(voice, "GetChainInfo", new byte[0][]))
                    .getHeight();
            peers.seen(Members.organisation(who), peer, height - 1);
            return height;
          } catch (InvalidProtocolBufferException e) {
            throw new LedgerException.Unreachable("The peer's answer can't be read.");
          }
        });
  }

  @Override
  public Optional<LedgerTransaction> transaction(String id, Optional<Signatory> by) {
    checkTransaction(id);
    return known("GetBlockByTxID", id, by)
        .flatMap(bytes -> BlockReader.transaction(parsed(bytes), id));
  }

  @Override
  public Optional<Detail> detail(String id, Optional<Signatory> by) {
    checkTransaction(id);
    return known("GetBlockByTxID", id, by).flatMap(bytes -> BlockReader.detail(parsed(bytes), id));
  }

  @Override
  public Optional<WholeBlock> whole(BlockName which, Optional<Signatory> by) {
    if (which instanceof BlockName.Hash hash) {
      return known("GetBlockByHash", hash.hash(), hex(hash.hash()), by).map(FabricClient::whole);
    } else if (which instanceof BlockName.Holding holding) {
      checkTransaction(holding.transaction());
      return known("GetBlockByTxID", holding.transaction(), by).map(FabricClient::whole);
    }
    long number = ((BlockName.Number) which).number();
    Signatory who = member(by);
    return Long.compareUnsigned(number, height(who)) >= 0
        ? Optional.empty()
        : Optional.of(whole(ledger(who, "GetBlockByNumber", Long.toUnsignedString(number))));
  }

  @Override
  public Optional<Bytes> encoded(String transaction, Optional<Signatory> by) {
    checkTransaction(transaction);
    return known("GetTransactionByID", transaction, by).map(Bytes::new);
  }

  private static WholeBlock whole(byte[] bytes) {
    Block block = parsed(bytes);
    return new WholeBlock(
        BlockReader.block(block), BlockReader.transactions(block), new Bytes(bytes));
  }

  /** What a peer says of something by its name; empty if it knows of no such thing. */
  private Optional<byte[]> known(String function, String name, Optional<Signatory> by) {
    return known(function, name, name.getBytes(StandardCharsets.UTF_8), by);
  }

  private Optional<byte[]> known(
      String function, String said, byte[] name, Optional<Signatory> by) {
    try {
      return Optional.of(ledger(member(by), function, said, name));
    } catch (LedgerException.Refused e) {
      String why = String.valueOf(e.getMessage());
      if (why.contains("no such transaction ID") || why.contains("no such block hash")) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static byte[] hex(String hash) {
    if (!TRANSACTION.matcher(hash).matches()) {
      throw new IllegalArgumentException("a block's hash is 64 hex digits in lower case");
    }
    return HexFormat.of().parseHex(hash);
  }

  private static void checkTransaction(String id) {
    if (!TRANSACTION.matcher(id).matches()) {
      throw new IllegalArgumentException("a transaction's id is 64 hex digits in lower case");
    }
  }

  @Override
  public Events events(EventQuery query, Optional<Signatory> by) {
    checkContract(query.contract());
    return ask(
        member(by),
        "question for the events of " + query.contract(),
        (peer, voice) -> {
          ChaincodeEventsRequest.Builder request =
              network(voice).newChaincodeEventsRequest(query.contract());
          query.from().ifPresent(request::startBlock);
          query.after().ifPresent(after -> request.checkpoint(new Position(after)));
          return new FabricEvents(request.build().getEvents(), peers::isClosed);
        });
  }

  @Override
  public Blocks blocks(long from, Optional<Signatory> by) {
    return ask(
        member(by),
        "question for the blocks",
        (peer, voice) ->
            new FabricBlocks(
                network(voice).newBlockEventsRequest().startBlock(from).build().getEvents(),
                peers::isClosed));
  }

  @Override
  public void close() {
    peers.close();
  }

  @Override
  public Draft propose(Call call, Member member) {
    check(call);
    return outside.propose(call, member);
  }

  @Override
  public Draft endorse(Signed proposal) {
    return outside.endorse(proposal);
  }

  @Override
  public Content evaluate(Signed proposal) {
    return outside.evaluate(proposal);
  }

  @Override
  public Submission submit(Signed transaction) {
    return outside.submit(transaction);
  }

  @Override
  public Signed opened(byte[] message) {
    return Outside.opened(message);
  }

  @Override
  public Member signer(Signed what) {
    return Outside.signer(what);
  }

  @Override
  public Optional<RelayedLedger.Kind> relayed(String name) {
    return GatewayMessage.kind(name);
  }

  @Override
  public Passing pass(Wire call, Answers answers) {
    String organisation = Members.organisation(call.by());
    GatewayMessage.of(call.name(), call.message()).require(channel, organisation);
    Passage passage =
        new Passage(call, relayed(call.name()).orElseThrow(), peers.of(organisation), answers);
    passage.send();
    return passage;
  }

  /** What is done with one peer. */
  @FunctionalInterface
  private interface Work<T> {
    T with(Peers.Peer peer, Voice voice) throws GatewayException;
  }

  private <T> T ask(Signatory who, String saying, Work<T> work) {
    members.requireGood(who);
    return peers.ask(
        Members.organisation(who),
        (peer, patience) ->
            work.with(
                peer, new Voice(peer.connection(), members.identity(who), who, saying, patience)));
  }

  private byte[] ledger(Signatory who, String function, String argument) {
    return ledger(who, function, argument, argument.getBytes(StandardCharsets.UTF_8));
  }

  private byte[] ledger(Signatory who, String function, String said, byte[]... arguments) {
    return ask(
        who,
        "question to the ledger, " + function + " " + said,
        (peer, voice) -> question(voice, function, arguments));
  }

  private byte[] question(Voice voice, String function, byte[]... arguments)
      throws GatewayException {
    return network(voice)
        .getContract(LEDGER)
        .newProposal(function)
        .addArguments(channel.getBytes(StandardCharsets.UTF_8))
        .addArguments(arguments)
        .build()
        .evaluate();
  }

  private Proposal proposal(Call call, Voice voice) {
    Proposal.Builder builder =
        network(voice)
            .getContract(call.contract())
            .newProposal(call.function())
            .addArguments(call.args().toArray(String[]::new));
    call.transientData().forEach(builder::putTransient);
    return builder.build();
  }

  private Network network(Voice voice) {
    return voice.gateway().getNetwork(channel);
  }

  private static Block parsed(byte[] block) {
    try {
      return Block.parseFrom(block);
    } catch (InvalidProtocolBufferException e) {
      throw new LedgerException.Unreachable("The peer's answer can't be read.");
    }
  }

  private static void check(Call call) {
    checkContract(call.contract());
    if (call.function().isBlank()) {
      throw new IllegalArgumentException("function is missing: what the contract shall do");
    }
  }

  static void checkContract(String contract) {
    if (!CONTRACT.matcher(contract).matches()) {
      throw new IllegalArgumentException(
          "contract must be a chaincode's name: letters and digits, with single - or _ between");
    }
  }

  private static Signatory member(Optional<Signatory> by) {
    return by.orElseThrow(
        () -> new IllegalArgumentException("key is missing: a channel tells its members only"));
  }
}
