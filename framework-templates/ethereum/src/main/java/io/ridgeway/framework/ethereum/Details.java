package io.ridgeway.framework.ethereum;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.framework.Content;
import io.ridgeway.framework.DetailedLedger.Detail;
import io.ridgeway.framework.DetailedLedger.Event;
import io.ridgeway.framework.DetailedLedger.Kind;
import io.ridgeway.framework.LedgerBlock;
import io.ridgeway.framework.LedgerTransaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads all that nodes tell of a transaction. */
final class Details {
  private static final int WORD_BITS = 256;

  private Details() {}

  /**
   * A transaction.
   *
   * @param receipt null's node while it waits
   * @param block that it is in, if it is in one
   */
  static Detail of(JsonNode found, JsonNode receipt, Optional<LedgerBlock> block) {
    boolean deploys = !found.path("to").isTextual();
    return new Detail(
        timed(Explored.transaction(found, receipt), block),
        deploys ? Kind.DEPLOYMENT : Kind.CALL,
        receipt.path("contractAddress").isTextual() ? receipt.path("contractAddress").asText() : "",
        found.path("input").asText("0x"),
        List.of(),
        events(receipt),
        more(found, receipt));
  }

  /** Transactions themselves have no time; their block has. */
  private static LedgerTransaction timed(LedgerTransaction t, Optional<LedgerBlock> block) {
    return new LedgerTransaction(
        t.id(),
        t.block(),
        t.status(),
        t.code(),
        block.flatMap(LedgerBlock::at),
        t.by(),
        t.contract(),
        t.function(),
        t.args(),
        t.result());
  }

  private static List<Event> events(JsonNode receipt) {
    List<Event> events = new ArrayList<>();
    for (JsonNode log : receipt.path("logs")) {
      List<String> topics = new ArrayList<>();
      log.path("topics").forEach(topic -> topics.add(topic.asText()));
      events.add(
          new Event(
              log.path("address").asText(),
              "",
              topics,
              Content.text(log.path("data").asText("0x"))));
    }
    return events;
  }

  private static Map<String, String> more(JsonNode found, JsonNode receipt) {
    Map<String, String> more = new TreeMap<>();
    number(more, Detail.VALUE, found.path("value"));
    number(more, Detail.NONCE, found.path("nonce"));
    number(more, Detail.GAS, receipt.path("gasUsed"));
    String reason = receipt.path("revertReason").asText("");
    if (reason.startsWith("0x") && reason.length() > 2) {
      more.put(Detail.REASON, reason);
    }
    return more;
  }

  private static void number(Map<String, String> more, String name, JsonNode quantity) {
    if (quantity.isTextual()) {
      more.put(name, Quantity.parse("the node's answer", quantity.asText(), WORD_BITS).toString());
    }
  }
}
