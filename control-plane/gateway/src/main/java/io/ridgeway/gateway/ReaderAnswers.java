package io.ridgeway.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ridgeway.framework.Content;
import io.ridgeway.framework.DetailedLedger;
import io.ridgeway.framework.DetailedLedger.Detail;
import io.ridgeway.framework.DetailedLedger.Event;
import io.ridgeway.framework.LedgerClient;
import io.ridgeway.framework.LedgerTransaction;
import io.ridgeway.framework.Signatory;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What ledgers say to readers, in JSON: with all that goes with a transaction, within bounds. */
final class ReaderAnswers {
  /** The longest text of one thing; what is cut says so by {@code …} at its end. */
  static final int LONGEST = 256 * 1024;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_EVENTS = 500;

  /** The most text of one answer, in characters; the rest is cut off or left out. */
  static final int MOST_TEXT = 4 * 1024 * 1024;

  /** What a text counts for besides itself: its name, its quotes, the thing that it stands in. */
  private static final int AROUND = 64;

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
    return found.map(ReaderAnswers::transaction);
  }

  static Buffer transaction(Detail detail) {
    return Buffer.buffer(body(detail).toString());
  }

  private static Detail plain(LedgerTransaction transaction) {
    return new Detail(
        transaction, DetailedLedger.Kind.CALL, "", "", List.of(), List.of(), Map.of());
  }

  private static ObjectNode body(Detail detail) {
    Budget budget = new Budget();
    ObjectNode body =
        NativeAnswers.transactionBody(budget.shown(detail.transaction()), Integer.MAX_VALUE);
    body.put("kind", detail.kind().name())
        .put("created", budget.shown(detail.created()))
        .put("input", budget.shown(detail.input()));
    ArrayNode endorsers = body.putArray("endorsers");
    budget.each(detail.endorsers(), endorser -> endorsers.add(budget.shown(endorser)));
    ObjectNode more = body.putObject("more");
    budget.each(
        detail.more().entrySet(), one -> more.put(one.getKey(), budget.shown(one.getValue())));
    // Last, as there is most of them.
    ArrayNode events = body.putArray("events");
    List<Event> first = detail.events().stream().limit(MOST_EVENTS).toList();
    budget.each(first, event -> add(events.addObject(), event, budget));
    body.put("allEvents", detail.events().size() <= MOST_EVENTS && !budget.cut);
    return body;
  }

  private static void add(ObjectNode body, Event event, Budget budget) {
    body.put("contract", budget.shown(event.contract())).put("name", budget.shown(event.name()));
    ArrayNode topics = body.putArray("topics");
    budget.each(event.topics(), topic -> topics.add(budget.shown(topic)));
    NativeAnswers.content(body, "payload", budget.shown(event.payload()), Integer.MAX_VALUE);
  }

  /** What one answer may still say. */
  private static final class Budget {
    private int left = MOST_TEXT;
    private boolean cut;

    /** The text, or as much of it as there is room for. */
    String shown(String text) {
      int most = Math.min(LONGEST, left);
      cut |= Math.min(LONGEST, text.length()) > most;
      left = Math.max(0, left - Math.min(most, text.length()) - AROUND);
      return NativeAnswers.cut(text, most);
    }

    Content shown(Content content) {
      return new Content(shown(content.text()), content.base64());
    }

    LedgerTransaction shown(LedgerTransaction of) {
      List<Content> args = new ArrayList<>();
      String code = shown(of.code());
      String by = shown(of.by());
      String contract = shown(of.contract());
      String function = shown(of.function());
      each(of.args(), arg -> args.add(shown(arg)));
      return new LedgerTransaction(
          of.id(),
          of.block(),
          of.status(),
          code,
          of.at(),
          by,
          contract,
          function,
          args,
          shown(of.result()));
    }

    /** Goes through them until there is no room for any more. */
    <T> void each(Collection<T> all, Consumer<T> say) {
      for (T one : all) {
        if (left == 0) {
          cut = true;
          return;
        }
        say.accept(one);
      }
    }
  }
}
