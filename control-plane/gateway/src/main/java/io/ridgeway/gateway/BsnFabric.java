package io.ridgeway.gateway;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ridgeway.framework.BlockLedger;
import io.ridgeway.framework.BlockLedger.BlockName;
import io.ridgeway.framework.BlockLedger.Judged;
import io.ridgeway.framework.BlockLedger.WholeBlock;
import io.ridgeway.framework.Call;
import io.ridgeway.framework.Content;
import io.ridgeway.framework.LedgerBlock;
import io.ridgeway.framework.LedgerTransaction;
import io.ridgeway.framework.Signatory;
import io.ridgeway.framework.Submission;
import io.ridgeway.gateway.bsn.Reply;
import io.ridgeway.gateway.bsn.Request;
import io.ridgeway.model.ApplicationId;
import io.ridgeway.model.key.CaType;
import io.ridgeway.model.key.KeyUse;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** The operations of a Fabric network. The members of answers are in the order of signing. */
final class BsnFabric {
  /** What a certificate's name may hold; with the application's code it has at most 64. */
  private static final Pattern USER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,29}");

  private static final int CONTRACT_AGREES = 200;

  private final Signatories signatories;
  private final Registrar registrar;

  BsnFabric(Signatories signatories, Registrar registrar) {
    this.signatories = signatories;
    this.registrar = registrar;
  }

  ObjectNode register(BsnCalls.Call call, Request request) {
    String user = user(request);
    registrar.register(call.application().id(), user);
    Heard.awaited(() -> keyOf(call, user).isPresent());
    return Reply.object().put("name", user).put("secret", request.text("secret"));
  }

  /** Whom a request is about. */
  static String user(Request request) {
    String user = request.text("name");
    if (!USER.matcher(user).matches()) {
      throw new Refusal(
          ProblemType.INVALID,
          "name must be 1 to 30 of A-Z, a-z, 0-9, '.', '_' and '-', the first a letter or digit.");
    }
    return user;
  }

  private static Optional<ManagedKey> keyOf(BsnCalls.Call call, String user) {
    String name = call.application().id().keyName(user);
    NetworkRoute route = call.network().route();
    return route.keys().values().stream()
        .filter(key -> key.name().equals(name) && !route.kept(key).life().succeeded())
        .filter(key -> route.certificates().containsKey(key.id()))
        .findFirst();
  }

  ObjectNode call(BsnCalls.Call call, Request request, BlockLedger ledger) {
    String user = request.text("userName");
    ManagedKey key =
        keyOf(call, user)
            .orElseThrow(
                () ->
                    new Refusal(
                        ProblemType.INVALID,
                        "userName is no user of this application: register it first."));
    NetworkRoute route = call.network().route();
    KeyUse use =
        KeyUse.transaction(request.text("chainCode"), request.text("funcName"), BigInteger.ZERO);
    signatories.admit(route, key, () -> use);
    Submission submission =
        ledger.submit(
            new Call(
                request.text("chainCode"),
                request.text("funcName"),
                request.list(),
                request.map(),
                signatories.named(route, by(call), Optional.of(key.name()), use)));
    return taken(submission.transaction(), submission.answer());
  }

  /** The answer before there is a block. */
  static ObjectNode taken(String transaction, Content answer) {
    ObjectNode body = Reply.object();
    body.putObject("blockInfo").put("txId", transaction).put("blockHash", "").put("status", 0);
    answered(body, answer);
    return body;
  }

  static void answered(ObjectNode body, Content answer) {
    body.putObject("ccRes").put("ccCode", CONTRACT_AGREES).put("ccData", answer.text());
  }

  ObjectNode transaction(BsnCalls.Call call, Request request, BlockLedger ledger) {
    String id = request.text("txId");
    WholeBlock whole = find(call, ledger, new BlockName.Holding(id));
    Judged found =
        whole.transactions().stream()
            .filter(one -> one.transaction().id().equals(id))
            .findFirst()
            .orElseThrow(BsnFabric::missing);
    ObjectNode body =
        Reply.object()
            .put("blockHash", whole.block().hash())
            .put("blockNumber", whole.block().number());
    judged(body, found);
    return body;
  }

  ObjectNode transactionData(BsnCalls.Call call, Request request, BlockLedger ledger) {
    requireEncoded(request);
    String id = request.text("txId");
    return Reply.object()
        .put("txId", id)
        .put("transData", base64(ledger.encoded(id, reader(call)).orElseThrow(BsnFabric::missing)));
  }

  ObjectNode block(BsnCalls.Call call, Request request, BlockLedger ledger) {
    requireEncoded(request);
    WholeBlock whole = find(call, ledger, named(request));
    ObjectNode body =
        head(whole.block())
            .put("blockSize", whole.bytes().bytes().length)
            .put("blockTxCount", whole.transactions().size());
    ArrayNode all = body.putArray("transactions");
    for (Judged one : whole.transactions()) {
      judged(all.addObject().put("txId", one.transaction().id()), one);
    }
    return body;
  }

  ObjectNode blockData(BsnCalls.Call call, Request request, BlockLedger ledger) {
    requireEncoded(request);
    WholeBlock whole = find(call, ledger, named(request));
    return head(whole.block()).put("blockData", base64(whole.bytes()));
  }

  ObjectNode ledger(BsnCalls.Call call, BlockLedger ledger) {
    LedgerBlock newest =
        ledger.block(OptionalLong.empty(), reader(call)).orElseThrow(BsnFabric::missing);
    return Reply.object()
        .put("blockHash", newest.hash())
        .put("height", newest.number() + 1)
        .put("preBlockHash", newest.previous());
  }

  private static ObjectNode head(LedgerBlock block) {
    return Reply.object()
        .put("blockHash", block.hash())
        .put("blockNumber", block.number())
        .put("preBlockHash", block.previous());
  }

  private static void judged(ObjectNode body, Judged one) {
    LedgerTransaction transaction = one.transaction();
    Instant at = transaction.at().orElse(Instant.EPOCH);
    body.put("status", one.code())
        .put("createName", transaction.by().substring(transaction.by().indexOf('/') + 1))
        .put("timeSpanSec", at.getEpochSecond())
        .put("timeSpanNsec", at.getNano());
  }

  /** The transaction's if it is named, else the one of the hash, else the one of the number. */
  private static BlockName named(Request request) {
    if (!request.text("txId").isEmpty()) {
      return new BlockName.Holding(request.text("txId"));
    } else if (!request.text("blockHash").isEmpty()) {
      return new BlockName.Hash(request.text("blockHash"));
    }
    return new BlockName.Number(request.number("blockNumber"));
  }

  private WholeBlock find(BsnCalls.Call call, BlockLedger ledger, BlockName name) {
    return ledger.whole(name, reader(call)).orElseThrow(BsnFabric::missing);
  }

  private Optional<Signatory> reader(BsnCalls.Call call) {
    Optional<Signatory> reader =
        call.application().caType() == CaType.UPLOAD
            ? keyOf(call, ApplicationId.READER)
                .flatMap(
                    key ->
                        signatories.named(
                            call.network().route(),
                            by(call),
                            Optional.of(key.name()),
                            KeyUse.READING))
            : signatories.reading(call.network().route(), by(call), Optional.empty());
    if (reader.isEmpty() && call.application().caType() == CaType.UPLOAD) {
      throw new Refusal(
          ProblemType.INVALID,
          "The channel tells its members only, and the certificate by which the gateway asks for"
              + " this application isn't there yet: its organisation's authority has to issue it.");
    }
    if (reader.isEmpty()) {
      throw new Refusal(
          ProblemType.INVALID, "The channel tells its members only: register a user first.");
    }
    return reader;
  }

  private static String by(BsnCalls.Call call) {
    return "application " + call.application().id();
  }

  private static void requireEncoded(Request request) {
    if (!request.text("dataType").isEmpty()) {
      throw new Refusal(
          ProblemType.INVALID,
          "dataType isn't offered yet: leave it out, and have the ledger's own encoding in"
              + " Base64.");
    }
  }

  static Refusal missing() {
    return new Refusal(
        ProblemType.NOT_FOUND,
        "The ledger has no such block or transaction; one that was just taken may need a moment.");
  }

  private static String base64(BlockLedger.Bytes bytes) {
    return Base64.getEncoder().encodeToString(bytes.bytes());
  }
}
