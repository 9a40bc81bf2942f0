package io.ridgeway.portal.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ridgeway.billing.Amount;
import io.ridgeway.billing.Line;
import io.ridgeway.billing.Offer;
import io.ridgeway.billing.Quote;
import io.ridgeway.engine.catalogue.FrameworkOffer;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.tenant.Tenant.Verification;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.NetworkState;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.model.problem.Violation;
import io.ridgeway.pages.Form;
import io.ridgeway.pages.Theme;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is ordered and changed, and what it costs. */
class OrderPagesTest {
  private final RenderedPortal portal = new RenderedPortal();

  private static Map<String, Object> order(OrderForm form, OrderPage.Priced priced) {
    Map<String, Object> data = new HashMap<>();
    data.put("order", form);
    data.put("form", form.form());
    data.put("priced", priced);
    data.put("comparisons", Samples.BOOK.comparisons());
    data.put("live", false);
    data.put("changing", false);
    return data;
  }

  @Test
  void theOrderPageShowsThePriceOfWhatIsUsual() {
    String html =
        portal.shown(
            "order",
            "portal/order",
            order(
                Samples.form(Form.empty()),
                new OrderPage.Priced(List.of(Samples.OFFER), List.of(), List.of())));

    assertThat(html)
        .contains("data-priced=\"yes\"", Samples.OFFER.total().format(Locale.ENGLISH))
        .contains("name=\"nodes.validator\"", "<option value=\"4\" selected>")
        .contains("name=\"parameters.gasLimit\"", "value=\"30000000\"")
        .contains("id=\"law-US\" value=\"US\">", "United States", "id=\"law-ZZ\"")
        .contains("hx-post=\"/order/price\"", "formaction=\"/order/price\"");
  }

  @Test
  void theOrderPageSaysWhatIsWrongAtEachField() {
    // Given
    OrderForm form = Samples.form(Form.empty());
    Refusal refusal =
        Refusal.of(
            ProblemType.INVALID_SPEC,
            List.of(
                new Violation("nodes.validator", "Four at least."),
                new Violation("elsewhere", "Something else.")));

    // When
    List<String> rest = form.form().reject(refusal, form.fields());
    String html =
        portal.shown(
            "order-wrong",
            "portal/order",
            order(form, new OrderPage.Priced(List.of(), List.of(refusal), rest)));

    // Then
    assertThat(html)
        .contains("<p class=\"rw-error\" id=\"nodes-validator-error\">Four at least.</p>")
        .contains("href=\"#nodes-validator\"", "<p class=\"rw-error\">Something else.</p>")
        .contains("data-priced=\"no\"");
  }

  @Test
  void theLivePriceSetsTheMessagesOfAllFields() {
    OrderForm form = Samples.form(Form.empty());
    form.form().reject("tps", "Too many.");
    Map<String, Object> data = order(form, OrderPage.Priced.NOT);
    data.put("live", true);

    String html = portal.pages.part("portal/order-price", Locale.ENGLISH, data);

    assertThat(html)
        .contains("id=\"tps-error\" hx-swap-oob=\"true\">Too many.</p>")
        .contains("id=\"name-error\" hx-swap-oob=\"true\"></p>")
        .doesNotContain("<html");
  }

  @Test
  void thereMayBeNothingToOrder() {
    assertThat(portal.shown("order-nothing", "portal/order-nothing", Map.of()))
        .contains("id=\"nothing-to-order\"");
  }

  private static Map<String, Object> quote(boolean expired, Verification verification) {
    return Map.of(
        "quote",
        Samples.quote(),
        "expired",
        expired,
        "verification",
        verification,
        "idempotencyKey",
        "6f1c-key");
  }

  @Test
  void theQuotePageOrdersOnceHoweverOftenItIsSent() {
    assertThat(portal.shown("quote", "portal/quote", quote(false, Verification.VERIFIED)))
        .contains("name=\"idempotencyKey\" value=\"6f1c-key\"", "id=\"place-order\"")
        .doesNotContain("id=\"not-verified\"");
    assertThat(
            portal.shown("quote-unverified", "portal/quote", quote(false, Verification.UNVERIFIED)))
        .contains("id=\"not-verified\"");
    assertThat(portal.shown("quote-expired", "portal/quote", quote(true, Verification.VERIFIED)))
        .doesNotContain("id=\"place-order\"");
  }

  @Test
  void theQuotePageShowsTheLawsThatWereAskedFor() {
    Map<String, Object> data = new HashMap<>(quote(false, Verification.VERIFIED));
    data.put("quote", Samples.quote(Samples.SPEC.under(Set.of("SG", "US"))));

    assertThat(portal.shown("quote-laws", "portal/quote", data))
        .contains("<dd id=\"laws\">Singapore, United States</dd>");
    assertThat(portal.shown("quote", "portal/quote", quote(false, Verification.VERIFIED)))
        .doesNotContain("id=\"laws\"");
  }

  @Test
  void aQuoteWhoseContractsWerePricedByTheContractIsShown() {
    // Given a line as it was stored before contracts were priced by their services
    Line line =
        new Line(
            "line.contract",
            Map.of("cityNode", "local-1", "contracts", "2", "months", "12"),
            BigDecimal.valueOf(24),
            "contract-month",
            Amount.of("40.60", "USD"),
            Amount.of("974.40", "USD"));
    Quote now = Samples.quote(Samples.SPEC);
    Offer offer =
        new Offer(
            now.offer().bookVersion(),
            "USD",
            now.offer().term(),
            List.of(line),
            line.unitPrice(),
            line.amount(),
            now.offer().overage());
    Map<String, Object> data = new HashMap<>(quote(false, Verification.VERIFIED));
    data.put(
        "quote",
        new Quote(
            now.id(),
            now.tenant(),
            now.spec(),
            offer,
            true,
            Optional.empty(),
            now.createdAt(),
            now.validUntil()));

    // Then
    assertThat(portal.shown("quote-contracts", "portal/quote", data))
        .contains("Contracts of your own at local-1 (2)", "24 contract-months");
  }

  @Test
  void aRefusalIsShownWithItsTitleAndWhatToDo() {
    Map<String, Object> data = new HashMap<>(quote(false, Verification.UNVERIFIED));
    data.put("refusal", new Refusal(ProblemType.TENANT_NOT_VERIFIED, "Hand in the file."));

    assertThat(portal.shown("quote-refused", "portal/quote", data))
        .contains("data-problem=\"tenant-not-verified\"", "Hand in the file.", "role=\"alert\"")
        .contains("id=\"to-verification\"");
  }

  @Test
  void anOrderOverTheCreditLimitLeadsToTheInvoices() {
    Map<String, Object> data = new HashMap<>(quote(false, Verification.VERIFIED));
    data.put("refusal", new Refusal(ProblemType.CREDIT_LIMIT_EXCEEDED, "You owe 478.00 USD."));

    assertThat(portal.shown("quote-over-limit", "portal/quote", data))
        .contains("data-problem=\"credit-limit-exceeded\"", "You owe 478.00 USD.")
        .contains("id=\"to-invoices\"");
  }

  @Test
  void aRefusalInChineseHasItsTitleBeforeItsWords() {
    Map<String, Object> data = new HashMap<>(quote(false, Verification.UNVERIFIED));
    data.put("refusal", new Refusal(ProblemType.TENANT_NOT_VERIFIED, "Hand in the file."));

    assertThat(portal.pages.page("portal/quote", Locale.CHINESE, Theme.LIGHT, "", data))
        .containsSubsequence("组织尚未通过实名认证", "lang=\"en\">Hand in the file.");
  }

  @Test
  void onSharedNodesOnlyWhatCanChangeIsAskedFor() {
    // Given
    FrameworkOffer offer = OrderFormTest.ofBothTiers(Samples.ETHEREUM.parametersSchema());
    NetworkSpec guest = OrderFormTest.guest().with(Map.of("share", 1, "contract", 2));
    Form typed = OrderForm.typed(guest);
    OrderForm form =
        OrderForm.of(
            offer, List.of(offer), Samples.places(), Samples.BOOK, new ObjectMapper(), typed);
    Map<String, Object> data = new HashMap<>();
    data.put(
        "network",
        Network.ordered(new NetworkId("n00000000000a"), Samples.TENANT, guest, Samples.NOW));
    data.put("order", form);
    data.put("form", form.form());
    data.put("refused", List.of());
    data.put("changing", true);
    data.put("shared", true);

    // Then
    assertThat(portal.shown("change-shared", "portal/network-change", data))
        .contains("<option value=\"2\" selected>", "<option value=\"8\">", "name=\"tps\"")
        .contains("name=\"storageGib\"", "name=\"tier\" value=\"shared\"")
        .doesNotContain("<option value=\"9\"", "name=\"nodes.peer\"", "name=\"cityNodes\"")
        .doesNotContain("name=\"framework.version\"", "name=\"parameters.");
  }

  @Test
  void whatAChangedOrderBecomesIsTypedOverWhatItIs() {
    Network network = Samples.network(new NetworkState.Ready());
    OrderForm form = Samples.form(OrderForm.typed(network.spec()));
    form.form().reject("tps", "Too many.");

    assertThat(
            portal.shown(
                "change",
                "portal/network-change",
                Map.of(
                    "network",
                    network,
                    "order",
                    form,
                    "form",
                    form.form(),
                    "refused",
                    List.of("An operation is under way."),
                    "changing",
                    true)))
        .contains("action=\"/networks/" + network.id() + "/change\"", "id=\"change-quote\"")
        .contains("<option value=\"4\" selected>", "Too many.", "An operation is under way.")
        .doesNotContain("name=\"name\"", "name=\"jurisdictions\"", "name=\"term\"");
  }
}
