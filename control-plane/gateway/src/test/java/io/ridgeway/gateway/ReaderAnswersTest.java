package io.ridgeway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.framework.Content;
import io.ridgeway.framework.DetailedLedger.Detail;
import io.ridgeway.framework.DetailedLedger.Event;
import io.ridgeway.framework.DetailedLedger.Kind;
import io.ridgeway.framework.LedgerTransaction;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ReaderAnswersTest {
  private static final int SLACK = 1024 * 1024;

  @Test
  void allOfAnAnswerHasOneBoundWhateverItIsMadeOf() {
    String longest = "x".repeat(ReaderAnswers.LONGEST + 1);
    Event event = new Event("notary", "Drafted", List.of(longest), Content.text(longest));
    List<Content> args = Collections.nCopies(100, Content.text(longest));
    List<Content> many = Collections.nCopies(200_000, Content.text("x"));

    for (Detail detail :
        List.of(
            detail(List.of(), Collections.nCopies(500, event)),
            detail(args, List.of(event)),
            detail(many, List.of(event)))) {
      Buffer answer = ReaderAnswers.transaction(detail);

      assertThat(answer.length()).isLessThan(ReaderAnswers.MOST_TEXT + SLACK);
      JsonObject body = answer.toJsonObject();
      assertThat(body.getBoolean("allEvents")).isFalse();
      assertThat(body.getJsonArray("events")).hasSizeLessThan(10);
      assertThat(body.getString("status")).isEqualTo("COMMITTED");
    }
  }

  @Test
  void whatFitsIsWhole() {
    Event event = new Event("notary", "Drafted", List.of(), Content.text("x".repeat(5_000)));

    JsonObject body =
        ReaderAnswers.transaction(
                detail(List.of(Content.text("a")), Collections.nCopies(500, event)))
            .toJsonObject();

    assertThat(body.getBoolean("allEvents")).isTrue();
    assertThat(body.getJsonArray("events")).hasSize(500);
    assertThat(body.getJsonArray("events").getJsonObject(499).getString("payload"))
        .isEqualTo("x".repeat(5_000));
    assertThat(
            ReaderAnswers.transaction(detail(List.of(), Collections.nCopies(501, event)))
                .toJsonObject()
                .getBoolean("allEvents"))
        .isFalse();
  }

  private static Detail detail(List<Content> args, List<Event> events) {
    return new Detail(
        new LedgerTransaction(
            "ab".repeat(32),
            OptionalLong.of(7),
            LedgerTransaction.Status.COMMITTED,
            "VALID",
            Optional.empty(),
            "alpha/clerk",
            "notary",
            "draft",
            args,
            Content.NONE),
        Kind.CALL,
        "",
        "",
        List.of(),
        events,
        Map.of());
  }
}
