package io.ridgeway.gateway;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ridgeway.framework.BlockLedger.BlockName;
import io.ridgeway.framework.Call;
import io.ridgeway.framework.Content;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.ReceiptLedger;
import io.ridgeway.framework.ReceiptLedger.Executed;
import io.ridgeway.framework.ReceiptLedger.Mined;
import io.ridgeway.framework.ReceiptLedger.Sent;
import io.ridgeway.framework.Signatory;
import io.ridgeway.framework.SignedElsewhere.Signed;
import io.ridgeway.framework.Submission;
import io.ridgeway.gateway.bsn.Abi;
import io.ridgeway.gateway.bsn.Reply;
import io.ridgeway.gateway.bsn.Request;
import io.ridgeway.model.callback.CallbackKind;
import io.ridgeway.model.contract.NamedContract;
import io.ridgeway.model.key.KeyUse;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/** The operations of a FISCO BCOS chain. The members of answers are in the order of signing. */
final class BsnFisco {
  private static final int BLOCKS = 1;
  private static final int CONTRACT = 2;

  private final Signatories signatories;
  private final Registrar registrar;
  private final BsnEvents events;

  BsnFisco(Signatories signatories, Registrar registrar, BsnEvents events) {
    this.signatories = signatories;
    this.registrar = registrar;
    this.events = events;
  }

  ObjectNode register(BsnCalls.Call call, Request request) {
    String user = request.text("userId");
    if (user.isBlank() || user.chars().anyMatch(Character::isISOControl)) {
      throw new Refusal(ProblemType.INVALID, "userId must be 1 to 64 printable characters.");
    }
    String account = registrar.register(call.application().id(), user);
    Heard.awaited(() -> keyOf(call, user).isPresent());
    return Reply.object().put("userId", user).put("userAddress", account);
  }

  private static Optional<ManagedKey> keyOf(BsnCalls.Call call, String user) {
    String name = call.application().id().keyName(user);
    return call.network().route().keys().values().stream()
        .filter(key -> key.name().equals(name))
        .filter(key -> !call.network().route().kept(key).life().succeeded())
        .findFirst();
  }

  ObjectNode call(BsnCalls.Call call, Request request, ReceiptLedger ledger) {
    ManagedKey key = user(call, request.text("userId"));
    NamedContract contract = named(call, request.text("contractName"));
    List<String> args = Abi.arguments(request.text("funcParam"));
    Abi.Function function = Abi.of(contract.abi()).function(request.text("funcName"), args.size());
    KeyUse use =
        function.constant()
            ? KeyUse.query(contract.address(), function.signature())
            : KeyUse.transaction(contract.address(), function.signature(), BigInteger.ZERO);
    Optional<Signatory> signatory = signatory(call, key, use);
    if (function.constant()) {
      return told(
          ledger.evaluate(Call.of(contract.address(), function.answered(), args, signatory)));
    }
    return executed(
        ledger, ledger.submit(Call.of(contract.address(), function.signature(), args, signatory)));
  }

  private Optional<Signatory> signatory(BsnCalls.Call call, ManagedKey key, KeyUse use) {
    NetworkRoute route = call.network().route();
    signatories.admit(route, key, () -> use);
    return signatories.named(
        route, "application " + call.application().id(), Optional.of(key.name()), use);
  }

  private static ManagedKey user(BsnCalls.Call call, String user) {
    return keyOf(call, user)
        .orElseThrow(
            () ->
                new Refusal(
                    ProblemType.INVALID,
                    "userId is no user of this application: register it first."));
  }

  private static NamedContract named(BsnCalls.Call call, String name) {
    NamedContract contract = call.application().contracts().get(name);
    if (contract == null) {
      throw new Refusal(
          ProblemType.INVALID,
          "contractName is no contract of this application: name its address and its abi, by"
              + " ridgectl bsn contract or /v1/bsn-applications/{id}/contracts/{name}.");
    }
    return contract;
  }

  /**
   * What was signed is sent. SDKs send the bare call of a function that only reads, and what it
   * takes to make that out besides: that one is asked.
   */
  ObjectNode trans(BsnCalls.Call call, Request request, ReceiptLedger ledger) {
    String data = request.text("transData");
    String abi = request.text("contractAbi");
    String address = request.text("contractAddress");
    if (abi.isEmpty() && address.isEmpty()) {
      return executed(ledger, ledger.submit(new Signed(hex(data), new byte[0])));
    }
    Optional<NamedContract> contract =
        Optional.ofNullable(call.application().contracts().get(request.text("contractName")));
    String interfaceText = abi.isEmpty() ? contract.map(NamedContract::abi).orElse("[]") : abi;
    return told(
        ledger.ask(
            address.isEmpty() ? named(call, request.text("contractName")).address() : address,
            "0x" + HexFormat.of().formatHex(hex(data)),
            Abi.of(interfaceText).answered()));
  }

  private static byte[] hex(String data) {
    try {
      return HexFormat.of().parseHex(data.startsWith("0x") ? data.substring(2) : data);
    } catch (IllegalArgumentException e) {
      throw new Refusal(ProblemType.INVALID, "transData must be 0x and pairs of hex digits.");
    }
  }

  private static ObjectNode told(Content answer) {
    return Reply.object()
        .put("constant", true)
        .put("queryInfo", answer.text())
        .put("txId", "")
        .put("blockHash", "")
        .put("blockNumber", 0)
        .put("gasUsed", 0)
        .put("status", "")
        .put("from", "")
        .put("to", "")
        .put("input", "")
        .put("output", "")
        .put("logs", "");
  }

  private static ObjectNode executed(ReceiptLedger ledger, Submission submission) {
    String id = submission.transaction();
    try {
      submission.committed().join();
    } catch (CompletionException e) {
      throw new LedgerException.Unknown(id, "Its block isn't known.");
    }
    Sent sent = ledger.sent(id).orElseThrow(() -> unknown(id));
    Executed receipt = sent.receipt().orElseThrow(() -> unknown(id));
    return Reply.object()
        .put("constant", false)
        .put("queryInfo", "")
        .put("txId", id)
        .put("blockHash", receipt.blockHash())
        .put("blockNumber", receipt.block())
        .put("gasUsed", receipt.gasUsed())
        .put("status", "0x" + Integer.toHexString(receipt.status()))
        .put("from", sent.from())
        .put("to", sent.to())
        .put("input", sent.input())
        .put("output", receipt.output())
        .put("logs", receipt.logs());
  }

  private static LedgerException unknown(String id) {
    return new LedgerException.Unknown(id, "Its receipt isn't known.");
  }

  ObjectNode transaction(Request request, ReceiptLedger ledger) {
    String id = request.text("txHash");
    Sent sent = ledger.sent(id).orElseThrow(BsnFabric::missing);
    return sent(
        sent,
        sent.receipt().map(Executed::blockHash).orElse(""),
        sent.receipt().map(Executed::block).orElse(0L));
  }

  private static ObjectNode sent(Sent sent, String blockHash, long block) {
    return Reply.object()
        .put("txId", sent.id())
        .put("blockHash", blockHash)
        .put("blockNumber", block)
        .put("gasUsed", sent.receipt().map(Executed::gasUsed).orElse(0L))
        .put("from", sent.from())
        .put("to", sent.to())
        .put("value", value(sent.value()))
        .put("input", sent.input());
  }

  private static BigInteger value(String text) {
    try {
      return text.startsWith("0x")
          ? new BigInteger("0" + text.substring(2), 16)
          : new BigInteger(text);
    } catch (NumberFormatException e) {
      throw new LedgerException.Unreachable("A node of the chain answers with nonsense.");
    }
  }

  ObjectNode receipt(Request request, ReceiptLedger ledger) {
    Sent sent = ledger.sent(request.text("txHash")).orElseThrow(BsnFabric::missing);
    Executed receipt = sent.receipt().orElseThrow(BsnFabric::missing);
    return Reply.object()
        .put("txId", sent.id())
        .put("blockHash", receipt.blockHash())
        .put("blockNumber", receipt.block())
        .put("gasUsed", receipt.gasUsed())
        .put("from", sent.from())
        .put("to", sent.to())
        .put("contractAddress", receipt.contract())
        .put("logs", receipt.logs());
  }

  /** Nodes don't tell how long a block is. */
  ObjectNode block(Request request, ReceiptLedger ledger) {
    String hash = request.text("blockHash");
    Mined block =
        ledger
            .mined(
                hash.isEmpty()
                    ? new BlockName.Number(request.number("blockNumber"))
                    : new BlockName.Hash(hash))
            .orElseThrow(BsnFabric::missing);
    ObjectNode body =
        Reply.object()
            .put("blockHash", block.hash())
            .put("blockNumber", block.number())
            .put("parentBlockHash", block.previous())
            .put("blockSize", 0)
            .put("blockTime", block.at().map(Instant::toEpochMilli).orElse(0L))
            .put("author", block.author());
    ArrayNode all = body.putArray("transactions");
    for (Sent sent : block.transactions()) {
      all.add(sent(sent, block.hash(), block.number()));
    }
    return body;
  }

  ObjectNode height(ReceiptLedger ledger) {
    return data(ledger.height());
  }

  ObjectNode count(ReceiptLedger ledger) {
    return data(ledger.transactions());
  }

  ObjectNode countInBlock(Request request, ReceiptLedger ledger) {
    return data(
        ledger
            .mined(new BlockName.Number(request.number("blockNumber")))
            .orElseThrow(BsnFabric::missing)
            .transactions()
            .size());
  }

  private static ObjectNode data(long number) {
    return Reply.object().put("data", Long.toString(number));
  }

  ObjectNode order(BsnCalls.Call call, Request request) {
    long type = request.number("eventType");
    if (type == BLOCKS) {
      return events.order(call, request, CallbackKind.BSN_BLOCK, "", "");
    } else if (type != CONTRACT) {
      throw new Refusal(ProblemType.INVALID, "eventType must be 1, blocks, or 2, a contract's.");
    }
    String address = request.text("contractAddress");
    if (address.isEmpty()) {
      address = named(call, request.text("contractName")).address();
    }
    return events.order(
        call, request, CallbackKind.BSN_CONTRACT, new NamedContract(address, "[]").address(), "");
  }
}
