package io.ridgeway.app.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.app.door.DoorFixture.Customer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is owed, what was paid and how much may be owed, through the doors. */
class CreditIT {
  private final DoorFixture ridgeway = DoorFixture.running();
  private final Door operator = ridgeway.operator();

  @Test
  void anInvoiceIsToBePaidWithinThirtyDaysAndOnceItIsItSaysSo() {
    // Given
    Customer firm = ridgeway.network().owner();
    JsonNode open = invoice(firm);
    LocalDate issued =
        Instant.parse(open.path("issuedAt").asText()).atOffset(ZoneOffset.UTC).toLocalDate();
    String path = "/ops/v1/invoices/" + open.path("id").asText() + "/payment";

    // When
    JsonNode paid = operator.post(path, Map.of("reference", " wire 4711 ")).good();

    // Then
    assertThat(open.path("dueOn").asText()).isEqualTo(issued.plusDays(30).toString());
    assertThat(paid.path("state").asText()).isEqualTo("PAID");
    assertThat(paid.path("reference").asText()).isEqualTo("wire 4711");
    assertThat(operator.post(path, Map.of("reference", "wire 4711")).good()).isEqualTo(paid);
    assertThat(operator.post(path, Map.of("reference", "wire 4712")).problem(409, "conflict"))
        .contains("wire 4711");
    JsonNode seen = firm.door().get("/v1/invoices/" + open.path("id").asText()).good();
    assertThat(seen.path("state").asText()).isEqualTo("PAID");
    assertThat(seen.path("paidAt")).isEqualTo(paid.path("paidAt"));
    assertThat(seen.has("reference")).isFalse();
    assertThat(operator.get("/ops/v1/invoices?limit=100").good().findValuesAsText("id"))
        .contains(open.path("id").asText());
    assertThat(operator.get("/ops/v1/invoices?unpaid=true&limit=100").good().findValuesAsText("id"))
        .doesNotContain(open.path("id").asText());
    assertThat(operator.get("/ops/v1/audit").good().findValuesAsText("action"))
        .contains("invoice.pay");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"reference\": \"  \"}", "{\"reference\": \"a\\u0000b\"}"})
  void aReferenceThatSaysNothingIsRefused(String body) {
    assertThat(pay(body).problem(422, "invalid")).contains("reference");
  }

  @Test
  void aReferenceHasAtMost140Characters() {
    assertThat(pay("{\"reference\": \"" + "x".repeat(141) + "\"}").problem(422, "invalid"))
        .contains("140");
  }

  @Test
  void anInvoiceThatIsNotThereCanNotBePaid() {
    operator
        .post("/ops/v1/invoices/i0000000000zz/payment", Map.of("reference", "wire"))
        .problem(404, "not-found");
  }

  @Test
  void overItsLimitAFirmIsRefusedWithWhatToDoUntilTheLimitIsLifted() {
    // Given
    Customer firm = ridgeway.customer("indebted");
    String credit = "/ops/v1/tenants/" + firm.id() + "/credit";
    String limit = "/ops/v1/tenants/" + firm.id() + "/credit-limits/USD";
    String quote = ridgeway.quote(firm, Specs.spec());
    String key = UUID.randomUUID().toString();

    // When
    JsonNode set = put(limit, Map.of("amount", "10.00")).good();

    // Then
    assertThat(standing(set).path("own").asBoolean()).isTrue();
    assertThat(standing(set).at("/limit/amount").asText()).isEqualTo("10.00");
    assertThat(ridgeway.place(firm, quote, key).problem(402, "credit-limit-exceeded"))
        .contains("limit of 10.00 USD", "You owe 0.00 USD", "Ask the operator");
    assertThat(firm.door().get("/v1/orders").good().path("items")).isEmpty();
    JsonNode cleared = operator.delete(limit).good();
    assertThat(standing(cleared).path("own").asBoolean()).isFalse();
    assertThat(operator.get(credit).good()).isEqualTo(cleared);
    assertThat(operator.get("/ops/v1/audit").good().findValuesAsText("action"))
        .contains("credit-limit.set", "credit-limit.clear");
  }

  @ParameterizedTest
  @CsvSource({
    "USD,-1",
    "USD,1e9",
    "USD,0.001",
    "USD,many",
    "usd,1",
    "XXX,1",
    "DOLLAR,1",
    "JPY,0.5"
  })
  void aLimitThatIsNoAmountOfMoneyIsRefused(String currency, String amount) {
    String tenant = ridgeway.network().owner().id();
    put("/ops/v1/tenants/" + tenant + "/credit-limits/" + currency, Map.of("amount", amount))
        .problem(422, "invalid");
  }

  private Door.Answer pay(String body) {
    String id = invoice(ridgeway.network().owner()).path("id").asText();
    return operator.post("/ops/v1/invoices/" + id + "/payment", body);
  }

  private Door.Answer put(String path, Map<String, Object> body) {
    try {
      return operator
          .with("Content-Type", "application/json")
          .send("PUT", path, Door.JSON.writeValueAsString(body));
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalStateException("maps of text can be written", e);
    }
  }

  private static JsonNode standing(JsonNode credit) {
    for (JsonNode standing : credit.path("standings")) {
      if (standing.path("currency").asText().equals("USD")) {
        return standing;
      }
    }
    throw new AssertionError("no USD in " + credit);
  }

  /** The invoice of the shared network's term; another test may have paid it. */
  private static JsonNode invoice(Customer firm) {
    DoorFixture.until(
        Duration.ofSeconds(120),
        "there is an invoice",
        () -> !firm.door().get("/v1/invoices").good().path("items").isEmpty());
    return firm.door().get("/v1/invoices").good().at("/items/0");
  }
}
