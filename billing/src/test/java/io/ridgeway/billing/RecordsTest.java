package io.ridgeway.billing;

import static io.ridgeway.billing.Samples.cny;
import static io.ridgeway.billing.Samples.issue;
import static io.ridgeway.billing.Samples.priced;
import static io.ridgeway.billing.Samples.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The records refuse what can't be, and pass through JSON without annotations. */
class RecordsTest {
  private final ObjectMapper json =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
  private final Offer offer = Rater.offer(Samples.book(), priced(3, 25, 10), Term.ANNUAL, "USD");
  private final Subscription subscription = Samples.subscription(offer, Samples.START);
  private final Invoice invoice =
      Invoicing.annual(
          subscription,
          List.of(Samples.calls("2026-12-01T00:00:00Z", 123_456)),
          issue(new TaxRate("VAT", new BigDecimal("6.50"))));

  @Test
  void passThroughJson() throws Exception {
    for (Record thing : List.of(offer, subscription, invoice)) {
      assertThat(json.readValue(json.writeValueAsString(thing), thing.getClass())).isEqualTo(thing);
    }
    assertThat(json.valueToTree(usd("1.5")).toString())
        .isEqualTo("{\"micros\":1500000,\"currency\":\"USD\"}");
  }

  @Test
  void anOfferAddsUpAndHasOneCurrency() {
    Overage overage = offer.overage();

    assertThatThrownBy(() -> offer(usd("1"), usd("1"), overage))
        .hasMessage("an offer's total is the sum of its lines");
    assertThatThrownBy(() -> offer(cny("1"), offer.total(), overage))
        .hasMessage("an offer has one currency, USD");
    assertThatThrownBy(() -> offer(usd("1"), offer.total(), new Overage(1, cny("1"))))
        .hasMessage("an offer has one currency, USD");
  }

  @Test
  void aLinesAmountFollowsFromItsPrice() {
    assertThatThrownBy(
            () -> new Line("line.x", Map.of(), BigDecimal.TEN, "term", usd("0.1"), usd("1.01")))
        .hasMessage("line.x: 10 x 0.10 USD is not 1.01 USD");
  }

  @Test
  void anInvoiceAddsUp() {
    assertThatThrownBy(() -> invoice("1", usd("1"), invoice.tax(), invoice.total()))
        .hasMessage("invoice 1 doesn't add up");
    assertThatThrownBy(() -> invoice("1", invoice.subtotal(), usd("1"), invoice.total()))
        .hasMessage("invoice 1 doesn't add up");
    assertThatThrownBy(() -> invoice("1", invoice.subtotal(), invoice.tax(), usd("1")))
        .hasMessage("invoice 1 doesn't add up");
    assertThatThrownBy(() -> invoice(" ", invoice.subtotal(), invoice.tax(), invoice.total()))
        .hasMessage("an invoice has a number");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-0.01", "100.01"})
  void aTaxIsAShareOfTheWhole(String percent) {
    assertThatThrownBy(() -> new TaxRate("VAT", new BigDecimal(percent)))
        .hasMessage("a tax is 0 to 100 percent");
  }

  @Test
  void partiesHaveNamesAndTermsHaveLengths() {
    assertThatThrownBy(() -> new Party(" ", List.of(), ""))
        .hasMessage("an invoice names both parties");
    assertThatThrownBy(
            () ->
                new Subscription(
                    subscription.id(),
                    subscription.tenant(),
                    subscription.order(),
                    subscription.network(),
                    offer,
                    Samples.START,
                    Samples.START,
                    Subscription.State.ACTIVE))
        .hasMessage("a subscription ends after it begins");
    assertThatThrownBy(
            () ->
                new Quote(
                    io.ridgeway.model.QuoteId.next(),
                    Samples.TENANT,
                    Samples.spec(),
                    offer,
                    true,
                    Optional.empty(),
                    Samples.START,
                    Samples.START))
        .hasMessage("a quote is valid for some time");
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh", "fr"})
  void everyLineAndUnitHasAText(String language) {
    // Given
    BillingTexts texts = BillingTexts.of(Locale.forLanguageTag(language));

    // Then
    assertThat(texts.locale().getLanguage()).isEqualTo(language);
    assertThat(offer.lines())
        .allSatisfy(
            line -> {
              assertThat(texts.line(line)).isNotBlank().doesNotContain("{");
              assertThat(texts.get("unit." + line.unit())).isNotBlank();
            });
    assertThat(invoice.lines())
        .allSatisfy(line -> assertThat(texts.line(line)).isNotBlank().doesNotContain("{"));
  }

  @Test
  void textsGroupWholeNumbersAndNothingElse() {
    Line line =
        Line.of(
            "line.gateway-calls",
            Map.of("included", "1000000", "calls", "12.5"),
            BigDecimal.ONE,
            "thousand-calls",
            usd("1"));

    assertThat(BillingTexts.of(Locale.US).line(line))
        .isEqualTo("Gateway calls above 1,000,000 a month: 12.5 made");
  }

  private Offer offer(Amount monthly, Amount total, Overage overage) {
    return new Offer("b", "USD", Term.ANNUAL, offer.lines(), monthly, total, overage);
  }

  private Invoice invoice(String number, Amount subtotal, Amount tax, Amount total) {
    return new Invoice(
        invoice.id(),
        number,
        invoice.tenant(),
        invoice.seller(),
        invoice.buyer(),
        invoice.subscription(),
        invoice.network(),
        invoice.bookVersion(),
        invoice.periodFrom(),
        invoice.periodTo(),
        invoice.issuedAt(),
        invoice.dueOn(),
        invoice.lines(),
        subtotal,
        invoice.taxRate(),
        tax,
        total,
        invoice.currency());
  }
}
