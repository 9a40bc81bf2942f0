package io.ridgeway.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ridgeway.framework.DetailedLedger;
import io.ridgeway.framework.DetailedLedger.Detail;
import io.ridgeway.framework.DetailedLedger.Event;
import io.ridgeway.framework.LedgerClient;
import io.ridgeway.framework.LedgerTransaction;
import io.ridgeway.framework.Signatory;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What ledgers say to readers, in JSON: with all that goes with a transaction, within bounds. */
final class ReaderAnswers {
  /** The longest text of one thing; what is cut says so by {@code …} at its end. */
  static final int LONGEST = 256 * 1024;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_EVENTS = 500;

  private ReaderAnswers() {}

  static Buffer blocks(long height, List<Views.Summary> blocks) {
    ObjectNode body = JSON.createObjectNode().put("height", height);
    ArrayNode list = body.putArray("blocks");
    for (Views.Summary block : blocks) {
      ObjectNode one =
          list.addObject()
              .put("number", block.number())
              .put("hash", block.hash())
              .put("transactions", block.transactions());
      block.at().ifPresent(at -> one.put("at", at.toString()));
    }
    return Buffer.buffer(body.toString());
  }

  /** Empty if the ledger knows of none. */
  static Optional<Buffer> transaction(LedgerClient ledger, String id, Optional<Signatory> by) {
    Optional<Detail> found =
        ledger instanceof DetailedLedger detailed
            ? detailed.detail(id, by)
            : ledger.transaction(id, by).map(ReaderAnswers::plain);
    return found.map(detail -> Buffer.buffer(body(detail).toString()));
  }

  private static Detail plain(LedgerTransaction transaction) {
    return new Detail(
        transaction, DetailedLedger.Kind.CALL, "", "", List.of(), List.of(), Map.of());
  }

  private static ObjectNode body(Detail detail) {
    ObjectNode body = NativeAnswers.transactionBody(detail.transaction(), LONGEST);
    body.put("kind", detail.kind().name())
        .put("created", detail.created())
        .put("input", NativeAnswers.cut(detail.input(), LONGEST));
    ArrayNode endorsers = body.putArray("endorsers");
    detail.endorsers().forEach(endorsers::add);
    ArrayNode events = body.putArray("events");
    detail.events().stream().limit(MOST_EVENTS).forEach(event -> add(events.addObject(), event));
    body.put("allEvents", detail.events().size() <= MOST_EVENTS);
    ObjectNode more = body.putObject("more");
    detail.more().forEach((name, text) -> more.put(name, NativeAnswers.cut(text, LONGEST)));
    return body;
  }

  private static void add(ObjectNode body, Event event) {
    body.put("contract", event.contract()).put("name", event.name());
    ArrayNode topics = body.putArray("topics");
    event.topics().forEach(topics::add);
    NativeAnswers.content(body, "payload", event.payload(), LONGEST);
  }
}
