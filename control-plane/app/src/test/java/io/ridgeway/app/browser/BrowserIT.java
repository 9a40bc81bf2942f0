package io.ridgeway.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.ridgeway.app.embedded.RunningRidgeway;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Walks the journey in a real browser: sign up, be refused, be verified, quote, order, watch, keys,
 * credential, usage, invoice, delete. {@code -Dridgeway.screenshots=DIR} keeps the pictures there;
 * else they are in {@code target/screenshots}.
 */
class BrowserIT {
  private static final double PATIENCE_MILLIS = RunningRidgeway.PATIENCE.toMillis();
  private static final Path SHOTS =
      Path.of(System.getProperty("ridgeway.screenshots", "target/screenshots"));

  private static final String CLERK = "harbour-clerk";

  private static RunningRidgeway ridgeway;
  private static Browsing browsing;

  @BeforeAll
  static void start() throws Exception {
    ridgeway = RunningRidgeway.ready();
    Files.createDirectories(SHOTS);
    browsing = new Browsing(SHOTS);
  }

  @AfterAll
  static void stop() {
    Optional.ofNullable(browsing).ifPresent(Browsing::close);
  }

  @Test
  void aFirmComesFromSignUpToADeletedNetwork() {
    Page firm = browsing.person(ColorScheme.LIGHT);
    try {
      walk(firm);
    } catch (RuntimeException | AssertionError e) {
      browsing.shoot(firm, "failed-at");
      throw new AssertionError("failed at " + firm.url() + ": " + firm.title(), e);
    }
  }

  private static void walk(Page firm) {
    signUp(firm);
    String quote = quote(firm);
    assertThat(order(firm, quote)).contains("not verified");
    handIn(firm);
    String tenant = ridgeway.person(CLERK).get("/v1/me").at("/tenants/0/tenant").asText();
    ridgeway.owns(CLERK, tenant);
    approve(tenant);
    String network = ordered(firm, quote);
    String secret = useIt(firm, network);
    new ExplorerWalk(firm, browsing, network, secret).walk();
    account(firm, network);
    dark(network);
    standStill(firm, network);
    delete(firm, network);
  }

  private static void signUp(Page firm) {
    Browsing.signIn(firm, ridgeway.portalUrl() + "/", CLERK, ridgeway.password(CLERK));
    firm.fill("#name", "Harbour Traders");
    firm.selectOption("#country", "SG");
    browsing.shoot(firm, "sign-up");
    firm.click("#sign-up-submit");
    firm.waitForSelector("#next-step");
    browsing.shoot(firm, "home-unverified");
  }

  private static String quote(Page firm) {
    firm.navigate(ridgeway.portalUrl() + "/order");
    firm.fill("#name", "notary");
    firm.fill("#storageGib", "2");
    firm.check("#city-node-local-1");
    firm.check("#term-ANNUAL");
    firm.selectOption("#currency", "USD");
    priceFollowsTheForm(firm);
    browsing.shoot(firm, "order");
    firm.click("#get-quote");
    firm.waitForURL("**/quotes/**");
    browsing.shoot(firm, "quote");
    assertThat(firm.textContent("#quote-total")).contains("387.90");
    return firm.url();
  }

  /** Nothing is sent by hand, and the page stays; what can't be had is told at its field. */
  private static void priceFollowsTheForm(Page firm) {
    firm.waitForSelector("#price-total:has-text('387.90')");
    firm.fill("#tps", "20");
    firm.waitForSelector("#price-total:has-text('431.10')");
    firm.fill("#storageGib", "0");
    firm.waitForSelector("#storageGib-error:not(:empty)");
    assertThat(firm.locator("#price-total").count()).isZero();
    firm.fill("#storageGib", "2");
    firm.fill("#tps", "10");
    firm.waitForSelector("#price-total:has-text('387.90')");
    assertThat(firm.textContent("#storageGib-error")).isEmpty();
    assertThat(firm.url()).endsWith("/order");
  }

  private static String order(Page firm, String quote) {
    firm.navigate(quote);
    firm.check("#accept-no-site-loss");
    firm.click("#place-order");
    firm.waitForSelector("#problem");
    return firm.textContent("#problem");
  }

  private static void handIn(Page firm) {
    firm.navigate(ridgeway.portalUrl() + "/organisation");
    firm.click("#verification-submit");
    // Nothing was filled in: the form comes back and says so at the fields.
    assertThat(firm.locator("#verification-form [aria-invalid=true]").count()).isPositive();
    firm.fill("#legalName", "Harbour Traders 港口贸易 Pte. Ltd.");
    firm.fill("#registrationNumber", "202600001K");
    firm.fill("#representative", "The director");
    firm.click("#verification-submit");
    firm.waitForSelector("#verification-file");
    browsing.shoot(firm, "organisation");
  }

  private static void approve(String tenant) {
    Page operator = browsing.person(ColorScheme.LIGHT);
    Browsing.signIn(
        operator,
        ridgeway.portalUrl() + "/ops/verifications",
        "operator",
        ridgeway.password("operator"));
    browsing.shoot(operator, "ops-verifications");
    operator.click("#approve-" + tenant);
    operator.waitForSelector(
        "#approve-" + tenant,
        new Page.WaitForSelectorOptions().setState(WaitForSelectorState.DETACHED));
    for (String page :
        List.of("", "/city-nodes", "/networks", "/operations", "/organisations", "/audit")) {
      operator.navigate(ridgeway.portalUrl() + "/ops" + page);
      assertThat(operator.title()).isNotBlank();
      browsing.shoot(operator, "ops" + page.replace('/', '-'));
    }
    operator.context().close();
  }

  private static String ordered(Page firm, String quote) {
    firm.navigate(quote);
    firm.check("#accept-no-site-loss");
    firm.click("#place-order");
    firm.waitForURL("**/networks/n*");
    browsing.shoot(firm, "network-in-progress");
    firm.waitForSelector(
        "#state:has-text('Ready')", new Page.WaitForSelectorOptions().setTimeout(PATIENCE_MILLIS));
    browsing.shoot(firm, "network-ready");
    assertThat(firm.locator("#nodes tbody tr").count()).isEqualTo(5);
    return firm.url();
  }

  private static String useIt(Page firm, String network) {
    firm.fill("#key-name", "clerk");
    firm.click("#make-key");
    firm.waitForSelector("#key-table [data-account^='0x']");
    firm.fill("#credential-name", "my application");
    firm.click("#make-credential");
    firm.waitForSelector("#secret");
    assertThat(firm.textContent("#secret")).contains("rw_");
    assertThat(firm.textContent("#curl")).contains("eth_blockNumber");
    browsing.shoot(firm, "credential");
    copies(firm, "secret");
    copies(firm, "curl");
    String secret = firm.textContent("#secret").strip();
    firm.navigate(network);
    copies(firm, "endpoint");
    assertThat(firm.content()).doesNotContain(secret);
    return secret;
  }

  private static void copies(Page firm, String what) {
    Locator button = firm.locator("[data-copy=" + what + "]");
    String label = button.textContent();
    button.click();
    firm.waitForCondition(() -> !button.textContent().equals(label));
    assertThat((String) firm.evaluate("navigator.clipboard.readText()"))
        .isNotEmpty()
        .isEqualTo(firm.textContent("#" + what).strip());
  }

  private static void account(Page firm, String network) {
    firm.waitForTimeout(1_000);
    for (int i = 0; i < 60 && firm.locator("[data-meter=NODE_HOURS]").count() == 0; i++) {
      firm.waitForTimeout(1_000);
      firm.navigate(network);
    }
    assertThat(firm.locator("[data-meter=NODE_HOURS]").count()).isEqualTo(1);
    firm.navigate(ridgeway.portalUrl() + "/invoices");
    browsing.shoot(firm, "invoices");
    firm.click("#invoices tbody a >> nth=0");
    firm.waitForSelector("#invoice-total");
    browsing.shoot(firm, "invoice");
    var pdf = firm.request().get(firm.url() + "/pdf");
    assertThat(pdf.headers().get("content-type")).startsWith("application/pdf");
    assertThat(new String(pdf.body(), 0, 5, java.nio.charset.StandardCharsets.ISO_8859_1))
        .isEqualTo("%PDF-");
  }

  private static void dark(String network) {
    Page night = browsing.person(ColorScheme.DARK);
    Browsing.signIn(night, network, CLERK, ridgeway.password(CLERK));
    night.waitForSelector("#nodes");
    browsing.shoot(night, "network-dark");
    // By keyboard alone: the first Tab is the way past the navigation.
    night.keyboard().press("Tab");
    assertThat((String) night.evaluate("document.activeElement.getAttribute('href')"))
        .isEqualTo("#main");
    night.context().close();
  }

  private static void standStill(Page firm, String network) {
    Page.WaitForSelectorOptions patient =
        new Page.WaitForSelectorOptions()
            .setTimeout(PATIENCE_MILLIS)
            .setState(WaitForSelectorState.ATTACHED);
    firm.navigate(network);
    firm.click("#suspend-network");
    browsing.shoot(firm, "suspend");
    firm.click("#suspend-submit");
    firm.waitForSelector("#state:has-text('Suspended')", patient);
    firm.navigate(network);
    browsing.shoot(firm, "network-suspended");
    firm.click("#resume-network");
    firm.click("#resume-submit");
    firm.waitForSelector("#state:has-text('Ready')", patient);
  }

  private static void delete(Page firm, String network) {
    firm.navigate(network);
    firm.click("#delete-network");
    firm.fill("#delete-name", "notary");
    browsing.shoot(firm, "delete");
    firm.click("#delete-submit");
    firm.waitForSelector(
        "#state:has-text('Deleted')",
        new Page.WaitForSelectorOptions()
            .setTimeout(PATIENCE_MILLIS)
            .setState(WaitForSelectorState.ATTACHED));
    browsing.shoot(firm, "network-deleted");
  }
}
