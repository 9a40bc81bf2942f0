package io.ridgeway.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ridgeway.framework.Content;
import io.ridgeway.framework.LedgerBlock;
import io.ridgeway.framework.LedgerEvent;
import io.ridgeway.framework.LedgerTransaction;
import io.ridgeway.framework.Receipt;
import io.ridgeway.gateway.delivery.Positions;
import io.vertx.core.buffer.Buffer;

/** What ledgers say, in JSON. Bytes are text where they are, else Base64, and each says which. */
final class NativeAnswers {
  private static final ObjectMapper JSON = new ObjectMapper();

  private NativeAnswers() {}

  /** A transaction that waits for its block. */
  static Buffer pending(String transaction) {
    return buffer(
        JSON.createObjectNode()
            .put("transaction", transaction)
            .put("status", LedgerTransaction.Status.PENDING.name()));
  }

  static Buffer receipt(Receipt receipt) {
    ObjectNode body =
        JSON.createObjectNode()
            .put("transaction", receipt.transaction())
            .put("block", receipt.block())
            .put("status", receipt.status().name())
            .put("code", receipt.code());
    content(body, "result", receipt.result());
    return buffer(body);
  }

  static Buffer answer(Content result) {
    ObjectNode body = JSON.createObjectNode();
    content(body, "result", result);
    return buffer(body);
  }

  static Buffer block(LedgerBlock block) {
    ObjectNode body =
        JSON.createObjectNode()
            .put("number", block.number())
            .put("hash", block.hash())
            .put("previousHash", block.previous());
    block.at().ifPresent(at -> body.put("at", at.toString()));
    ArrayNode transactions = body.putArray("transactions");
    for (LedgerBlock.Entry entry : block.transactions()) {
      ObjectNode one = transactions.addObject().put("transaction", entry.id());
      if (!entry.code().isEmpty()) {
        one.put("code", entry.code());
      }
    }
    return buffer(body);
  }

  /**
   * A transaction.
   *
   * @param asked the name that it was asked for by; told as well if it is now another
   */
  static Buffer transaction(LedgerTransaction transaction, String asked) {
    ObjectNode body = transactionBody(transaction, Integer.MAX_VALUE);
    if (!transaction.id().equalsIgnoreCase(asked)) {
      body.put("insteadOf", asked);
    }
    return buffer(body);
  }

  /** The same, none of its texts longer than that. */
  static ObjectNode transactionBody(LedgerTransaction transaction, int longest) {
    ObjectNode body = JSON.createObjectNode().put("transaction", transaction.id());
    transaction.block().ifPresent(block -> body.put("block", block));
    body.put("status", transaction.status().name());
    text(body, "code", transaction.code());
    transaction.at().ifPresent(at -> body.put("at", at.toString()));
    text(body, "by", transaction.by());
    text(body, "contract", transaction.contract());
    text(body, "function", transaction.function());
    ArrayNode args = body.putArray("args");
    transaction
        .args()
        .forEach(
            arg -> {
              if (arg.base64()) {
                args.addObject().put("base64", cut(arg.text(), longest));
              } else {
                args.add(cut(arg.text(), longest));
              }
            });
    if (!transaction.result().isEmpty()) {
      content(body, "result", transaction.result(), longest);
    }
    return body;
  }

  /** One event as a stream of server-sent events has it. */
  static Buffer event(LedgerEvent event) {
    ObjectNode body =
        JSON.createObjectNode()
            .put("block", event.at().block())
            .put("transaction", event.at().transaction())
            .put("index", event.at().index())
            .put("contract", event.contract())
            .put("name", event.name());
    content(body, "payload", event.payload());
    return Buffer.buffer("id: " + Positions.text(event.at()) + "\ndata: " + body + "\n\n");
  }

  private static void text(ObjectNode body, String name, String value) {
    if (!value.isEmpty()) {
      body.put(name, value);
    }
  }

  private static void content(ObjectNode body, String name, Content content) {
    content(body, name, content, Integer.MAX_VALUE);
  }

  /** The same, no longer than that. */
  static void content(ObjectNode body, String name, Content content, int longest) {
    body.put(name, cut(content.text(), longest));
    if (content.base64()) {
      body.put(name + "Encoding", "base64");
    }
  }

  /** The text, or its beginning and {@code …}. */
  static String cut(String text, int longest) {
    return text.length() > longest ? text.substring(0, longest) + "…" : text;
  }

  private static Buffer buffer(ObjectNode body) {
    return Buffer.buffer(body.toString());
  }
}
