package io.ridgeway.framework.fiscobcos;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.framework.Content;
import io.ridgeway.framework.DetailedLedger.Detail;
import io.ridgeway.framework.DetailedLedger.Event;
import io.ridgeway.framework.DetailedLedger.Kind;
import io.ridgeway.framework.LedgerTransaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads all that nodes tell of a transaction. Some write hex with 0x, some without. */
final class FiscoDetails {
  private FiscoDetails() {}

  static Detail of(LedgerTransaction transaction, JsonNode sent, JsonNode receipt) {
    boolean deploys = sent.path("to").asText().isEmpty();
    String created = receipt.path("contractAddress").asText();
    return new Detail(
        transaction,
        deploys ? Kind.DEPLOYMENT : Kind.CALL,
        created.isEmpty() ? "" : prefixed(created),
        prefixed(sent.path("input").asText()),
        List.of(),
        events(receipt),
        more(sent, receipt));
  }

  private static List<Event> events(JsonNode receipt) {
    List<Event> events = new ArrayList<>();
    for (JsonNode log : receipt.path("logEntries")) {
      List<String> topics = new ArrayList<>();
      log.path("topics").forEach(topic -> topics.add(prefixed(topic.asText())));
      events.add(
          new Event(
              prefixed(log.path("address").asText()),
              "",
              topics,
              Content.text(prefixed(log.path("data").asText()))));
    }
    return events;
  }

  private static Map<String, String> more(JsonNode sent, JsonNode receipt) {
    Map<String, String> more = new TreeMap<>();
    put(more, Detail.NONCE, sent.path("nonce"));
    put(more, Detail.GAS, receipt.path("gasUsed"));
    put(more, Detail.REASON, receipt.path("message"));
    return more;
  }

  private static void put(Map<String, String> more, String name, JsonNode value) {
    if (!value.asText().isEmpty()) {
      more.put(name, value.asText());
    }
  }

  private static String prefixed(String hex) {
    return hex.startsWith("0x") ? hex : "0x" + hex;
  }
}
