package io.ridgeway.app.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.app.door.DoorFixture.Customer;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the REST doors refuse, and that they say what to do instead. */
class BadInputIT {
  private final DoorFixture ridgeway = DoorFixture.running();
  private final Customer firm = ridgeway.customer("demo-admin");
  private final Door door = firm.door();

  @Test
  void anUnknownFrameworkIsRefusedWithThoseThatThereAre() {
    String detail =
        quote(Specs.spec("framework", Map.of("name", "corda", "version", "5")))
            .problem(422, "invalid-spec");

    assertThat(detail).contains("no framework corda").contains("ethereum");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3})
  void tooFewValidatorsAreRefusedWithTheReasonForFour(int validators) {
    String detail =
        quote(Specs.spec("nodes", Map.of("validator", validators, "rpc", 1)))
            .problem(422, "invalid-spec");

    assertThat(detail).contains("four are the fewest that tolerate one");
  }

  @Test
  void moreCallsThanTheCityNodeTakesAreRefusedWithItsMaximum() {
    String detail = quote(Specs.spec("tps", 501)).problem(422, "invalid-spec");

    assertThat(detail).contains("local-1").contains("500");
  }

  @Test
  void aFieldThatIsNotThereIsRefusedByName() {
    Door.Answer answer = door.post("/v1/quotes", Map.of("spec", Specs.spec(), "termm", "MONTHLY"));

    assertThat(answer.problem(400, "unknown-field")).contains("termm").contains("OpenAPI");
    assertThat(answer.json().path("violations").path(0).path("field").asText()).isEqualTo("termm");
  }

  @ParameterizedTest
  @CsvSource({"tps,many", "storageGib,1.5", "nodes,four", "cityNodes,local-1"})
  void aValueOfTheWrongTypeIsRefusedWithItsPath(String field, String value) {
    Door.Answer answer = quote(Specs.spec(field, value));

    assertThat(answer.problem(422, "invalid")).contains("spec." + field).contains("type");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"spec\": ", "{\"term\": MONTHLY}", "no JSON"})
  void whatIsNoJsonIsRefused(String body) {
    assertThat(door.post("/v1/quotes", body).problem(400, "bad-request")).contains("JSON");
  }

  @Test
  void anEmptyBodyIsRefused() {
    assertThat(door.post("/v1/quotes", "").problem(400, "bad-request")).contains("no body");
  }

  @Test
  void whatIsMissingIsToldAllAtOnce() {
    Door.Answer answer = door.post("/v1/quotes", "{}");

    answer.problem(422, "invalid");
    assertThat(answer.json().path("violations").findValuesAsText("field"))
        .containsExactly("spec", "term", "currency");
  }

  @Test
  void aBodyOverAMebibyteIsRefused() {
    String body = "{\"term\": \"" + "x".repeat(1 << 20) + "\"}";

    assertThat(door.post("/v1/quotes", body).problem(413, "too-large")).contains("1 MiB");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "101", "-1"})
  void aPageIsOfOneToAHundred(String limit) {
    assertThat(door.get("/v1/quotes?limit=" + limit).problem(422, "invalid"))
        .contains("1")
        .contains("100");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "%00", "eyJ9"})
  void aCursorThatWeDidNotGiveIsRefused(String cursor) {
    assertThat(door.get("/v1/quotes?cursor=" + cursor).problem(422, "invalid")).contains("cursor");
  }

  @Test
  void anUnknownIdIsNotThereAndNeitherIsAnotherTenants() {
    // Given
    String theirs = ridgeway.quote(firm, Specs.spec());
    Customer other = ridgeway.customer("rival");
    String unknown = theirs.substring(0, theirs.length() - 4) + "zzzz";

    // When
    Door.Answer ofTheirs = other.door().get("/v1/quotes/" + theirs);
    Door.Answer ofUnknown = other.door().get("/v1/quotes/" + unknown);

    // Then
    ofTheirs.problem(404, "not-found");
    ofUnknown.problem(404, "not-found");
    assertThat(ofTheirs.text().replace(theirs, "ID"))
        .isEqualTo(ofUnknown.text().replace(unknown, "ID"));
  }

  @Test
  void withoutATokenNobodyEnters() {
    Door.Answer answer = ridgeway.portal().get("/v1/quotes");

    assertThat(answer.problem(401, "unauthenticated")).contains("bearer token");
    assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0."})
  void aTokenThatIsNoneOfOursLetsNobodyEnter(String token) {
    Door.Answer answer = ridgeway.portal().as(() -> token).get("/v1/quotes");

    answer.problem(401, "unauthenticated");
    assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
  }

  @Test
  void anOperatorsDoorIsClosedToTenants() {
    assertThat(door.get("/ops/v1/tenants").problem(403, "forbidden")).contains("needs a role");
  }

  @Test
  void anAddressWithNothingIsNotThere() {
    assertThat(door.get("/v1/nothing").problem(404, "not-found")).isNotBlank();
  }

  @Test
  void aMethodThatIsNotOfferedIsRefused() {
    assertThat(door.send("PUT", "/v1/quotes", "{}").status()).isIn(405, 415);
    assertThat(door.delete("/v1/quotes").problem(405, "method-not-allowed")).contains("OpenAPI");
  }

  @Test
  void anotherContentTypeIsRefused() {
    Door.Answer answer =
        door.with("Content-Type", "application/xml").send("POST", "/v1/quotes", "<quote/>");

    assertThat(answer.problem(415, "unsupported-media-type")).contains("application/json");
  }

  @Test
  void anAnswerInAnotherFormIsRefused() {
    assertThat(door.with("Accept", "image/png").get("/v1/quotes").problem(406, "not-acceptable"))
        .contains("application/json");
  }

  @Test
  void anOrderNeedsAnIdempotencyKey() {
    String quote = ridgeway.quote(firm, Specs.spec());

    assertThat(ridgeway.place(firm, quote, "").problem(428, "idempotency-key-missing"))
        .contains("Idempotency-Key");
  }

  @Test
  void anIdempotencyKeyIsForOneRequest() {
    // Given
    String key = UUID.randomUUID().toString();
    JsonNode order = ridgeway.place(firm, ridgeway.quote(firm, Specs.spec()), key).good();

    // When
    Door.Answer reused = ridgeway.place(firm, ridgeway.quote(firm, Specs.spec()), key);

    // Then
    assertThat(reused.problem(409, "idempotency-key-reused")).contains("Use a new key");
    String network = "/v1/networks/" + order.path("network").asText();
    DoorFixture.awaitState(firm, order.path("network").asText(), "Ready");
    door.delete(network).good();
    DoorFixture.awaitState(firm, order.path("network").asText(), "Deleted");
  }

  private Door.Answer quote(Map<String, Object> spec) {
    return door.post("/v1/quotes", Specs.ask(spec));
  }
}
