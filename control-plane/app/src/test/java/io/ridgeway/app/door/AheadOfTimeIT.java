package io.ridgeway.app.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.app.Firm;
import io.ridgeway.app.cli.Api;
import io.ridgeway.app.cli.ApiProblem;
import io.ridgeway.app.demo.JsonRpc;
import io.ridgeway.app.embedded.RunningRidgeway;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

/** What comes with the time, on an application whose clock is moved on. */
class AheadOfTimeIT {
  private static final int CALLS = 12;

  private final RunningRidgeway ridgeway = RunningRidgeway.aheadOfTime();

  @Test
  void anExpiredQuoteIsRefused() {
    // Given
    Firm firm = Firm.verified(ridgeway, "late-clerk");
    String quote = firm.quote();

    // When
    advance(Duration.ofDays(31));

    // Then
    assertThat(catchProblem(() -> firm.order(quote, UUID.randomUUID().toString())))
        .satisfies(
            problem -> {
              assertThat(problem.type()).isEqualTo("urn:ridgeway:problem:quote-expired");
              assertThat(problem).hasMessageContaining("ask for a new one");
            });
  }

  /**
   * The year costs 387.90 USD in advance. The tests' price book includes five calls a month and
   * charges 2,000 CNY, 300 USD, for a thousand more: seven calls more are 2.10 USD.
   */
  @Test
  void aYearLaterTheCallsBeyondTheIncludedOnesAreBilledToTheCent() throws IOException {
    // Given
    Firm firm = Firm.verified(ridgeway, "busy-clerk");
    String network = firm.readyNetwork();
    call(firm, network);
    RunningRidgeway.await(
        "all calls are counted", () -> usage(firm, network).path("GATEWAY_CALLS").asInt() == CALLS);
    RunningRidgeway.await("the year is billed", () -> invoices(firm).size() == 1);
    String advance = invoices(firm).path(0).path("id").asText();

    // When
    advance(Duration.ofDays(366));

    // Then
    RunningRidgeway.await("the calls are billed", () -> invoices(firm).size() == 2);
    JsonNode invoice = firm.api().get("/v1/invoices/" + invoices(firm).path(0).path("id").asText());
    assertThat(invoice.path("lines")).hasSize(1);
    JsonNode line = invoice.at("/lines/0");
    assertThat(line.path("type").asText()).isEqualTo("OVERAGE");
    assertThat(line.path("text").asText())
        .isEqualTo("Gateway calls above 5 a month: " + CALLS + " made");
    assertThat(line.path("quantity").asText()).isEqualTo("0.007");
    assertThat(money(line.path("unitPrice"))).isEqualTo("300.00 USD");
    assertThat(money(line.path("amount"))).isEqualTo("2.10 USD");
    assertThat(money(invoice.path("total"))).isEqualTo("2.10 USD");
    assertThat(invoice.path("network").asText()).isEqualTo(network);
    Instant from = Instant.parse(invoice.path("periodFrom").asText());
    Instant to = Instant.parse(invoice.path("periodTo").asText());
    assertThat(from.atOffset(ZoneOffset.UTC).plusYears(1).toInstant()).isEqualTo(to);
    assertThat(Instant.parse(invoice.path("issuedAt").asText())).isAfterOrEqualTo(to);
    assertThat(text(firm, invoice))
        .contains(
            invoice.path("number").asText(),
            "Harbour Traders 港口贸易",
            "Gateway calls above 5 a month: " + CALLS + " made",
            "0.007",
            "300.00",
            "2.10");

    // Then
    JsonNode first = firm.api().get("/v1/invoices/" + advance);
    assertThat(money(first.path("total"))).isEqualTo("387.90 USD");
    assertThat(text(firm, first)).contains("365.40", "22.50", "387.90");
    assertThat(ended()).as("it runs on, and operators are told").contains(network);
    assertThat(firm.network(network).path("state").asText()).isNotEqualTo("Deleted");
    assertThat(firm.api().get("/v1/subscriptions").at("/items/0/state").asText())
        .isEqualTo("ENDED");
    firm.delete(network);
    assertThat(ended()).doesNotContain(network);

    // When: nobody paid, and the firm orders again
    ApiProblem refused = catchProblem(() -> firm.order(firm.quote(), "once more"));

    // Then
    assertThat(first.path("state").asText()).isEqualTo("OVERDUE");
    assertThat(refused.type()).isEqualTo("urn:ridgeway:problem:invoice-overdue");
    assertThat(refused)
        .hasMessageContaining(first.path("number").asText())
        .hasMessageContaining("387.90 USD, due on " + first.path("dueOn").asText());

    // When
    ridgeway
        .operator()
        .post("/ops/v1/invoices/" + advance + "/payment", Map.of("reference", "wire 4711"));

    // Then
    JsonNode paid = firm.api().get("/v1/invoices/" + advance);
    assertThat(paid.path("state").asText()).isEqualTo("PAID");
    assertThat(text(firm, paid)).contains("Paid on");
  }

  /** Twelve calls, as the gateway takes them. */
  private static void call(Firm firm, String network) {
    String path = "/v1/networks/" + network;
    String key =
        firm.api()
            .post(path + "/gateway-credentials", Map.of("name", "till"))
            .path("secret")
            .asText();
    URI endpoint = URI.create(firm.network(network).path("endpoints").path("jsonRpc").asText());
    JsonRpc rpc = new JsonRpc(endpoint, key);
    RunningRidgeway.await(
        "the gateway knows the key, and takes a first call",
        () -> rpc.ask("eth_blockNumber").status() == 200);
    for (int i = 1; i < CALLS; i++) {
      DoorFixture.pause(Duration.ofMillis(150));
      rpc.call("eth_blockNumber");
    }
  }

  private void advance(Duration by) {
    ridgeway.operator().post("/ops/v1/clock", Map.of("advanceSeconds", by.toSeconds()));
  }

  private List<String> ended() {
    return ridgeway
        .operator()
        .get("/ops/v1/ended-terms?limit=100")
        .path("items")
        .findValuesAsText("network");
  }

  private static JsonNode usage(Firm firm, String network) {
    return firm.api().get("/v1/networks/" + network + "/usage").path("totals");
  }

  private static JsonNode invoices(Firm firm) {
    return firm.api().get("/v1/invoices").path("items");
  }

  private static String money(JsonNode amount) {
    return amount.path("amount").asText() + " " + amount.path("currency").asText();
  }

  private static String text(Firm firm, JsonNode invoice) throws IOException {
    Api api = firm.api();
    byte[] pdf =
        api.document("/v1/invoices/" + invoice.path("id").asText() + "/pdf", "application/pdf");
    try (PDDocument document = Loader.loadPDF(pdf)) {
      return new PDFTextStripper().getText(document);
    }
  }

  private static ApiProblem catchProblem(Runnable work) {
    return catchThrowableOfType(ApiProblem.class, work::run);
  }
}
