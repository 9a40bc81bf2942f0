package io.ridgeway.ops.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.billing.Amount;
import io.ridgeway.billing.Bill;
import io.ridgeway.billing.Claim;
import io.ridgeway.billing.CostBook;
import io.ridgeway.billing.Credit;
import io.ridgeway.billing.CreditLimits;
import io.ridgeway.billing.Invoice;
import io.ridgeway.billing.InvoiceLine;
import io.ridgeway.billing.Offer;
import io.ridgeway.billing.Overage;
import io.ridgeway.billing.Party;
import io.ridgeway.billing.Payment;
import io.ridgeway.billing.Subscription;
import io.ridgeway.billing.TaxRate;
import io.ridgeway.billing.Term;
import io.ridgeway.engine.Page;
import io.ridgeway.engine.audit.AuditEvent;
import io.ridgeway.engine.catalogue.AdapterOffer;
import io.ridgeway.engine.catalogue.Adapters;
import io.ridgeway.engine.catalogue.CityNodeDesk;
import io.ridgeway.engine.catalogue.CityNodeEntry;
import io.ridgeway.engine.catalogue.PluginEntry;
import io.ridgeway.engine.host.HostingDesk;
import io.ridgeway.engine.host.HostingDesk.Guests;
import io.ridgeway.engine.host.Waiting;
import io.ridgeway.engine.network.Hosting;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.Suspension;
import io.ridgeway.engine.network.Weekly;
import io.ridgeway.engine.order.EndedTerms.EndedTerm;
import io.ridgeway.engine.takedown.Takedown;
import io.ridgeway.engine.tenant.Tenant;
import io.ridgeway.engine.tenant.VerificationFile;
import io.ridgeway.model.InvoiceId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.OperationId;
import io.ridgeway.model.OrderId;
import io.ridgeway.model.SubscriptionId;
import io.ridgeway.model.TakedownId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.key.CityNodeCredentials;
import io.ridgeway.model.network.Condition;
import io.ridgeway.model.network.Framework;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.NetworkState;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.network.Tier;
import io.ridgeway.model.place.Capacity;
import io.ridgeway.model.place.CityNode;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.place.Resources;
import io.ridgeway.pages.Form;
import io.ridgeway.pages.RenderedPages;
import io.ridgeway.pages.TakedownForm;
import io.ridgeway.pages.Theme;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Renders each page with sample data, in both languages; they are kept to be looked at. */
class OpsPagesTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:40:03Z");
  private static final TenantId TENANT = new TenantId("t00000000000a");
  private static final TenantId OTHER = new TenantId("t00000000000b");
  private static final Tenant ACME =
      new Tenant(TENANT, "Acme <Trade>", "CN", Tenant.Verification.SUBMITTED, NOW);
  private static final Resources TOTAL = new Resources(8_000, 16_384, 200);
  private static final CityNodeEntry HEARD = entry("local-1", Optional.of(heard("")));
  private static final CityNodeEntry TROUBLED =
      entry("us-california-1", Optional.of(heard("The disk is full.")));
  private static final CityNodeEntry SILENT = entry("eu-frankfurt-1", Optional.empty());

  private final RenderedPages pages = new RenderedPages();

  private static CityNodeEntry entry(String id, Optional<CityNodeEntry.Heard> heard) {
    return new CityNodeEntry(
        new CityNode(
            new CityNodeId(id),
            "This machine",
            "US",
            "US",
            "local",
            "local",
            100,
            CityNode.State.ACTIVE),
        Map.of("token", "secret-reference"),
        heard);
  }

  private static CityNodeEntry.Heard heard(String problem) {
    return new CityNodeEntry.Heard(
        new Capacity(TOTAL, new Resources(6_750, 13_824, 150)),
        Set.of(new Software("goquorum", "22.7.4")),
        NOW,
        problem);
  }

  private static Network network(NetworkState state) {
    return Network.ordered(
            new NetworkId("n000000notary"),
            TENANT,
            new NetworkSpec(
                "notary",
                new Framework("ethereum", "qbft-1"),
                Tier.DEDICATED,
                Map.of("validator", 4),
                Map.of(),
                List.of(new CityNodeId("local-1")),
                10,
                10),
            NOW)
        .seen(
            List.of(),
            List.of(
                new Condition(
                    Condition.Type.NODES_READY,
                    Condition.Status.FALSE,
                    "X",
                    "3 of 5 nodes run.",
                    NOW)),
            42)
        .with(state);
  }

  private static Operation operation() {
    return new Operation(
        new OperationId("p00000000000a"),
        TENANT,
        new NetworkId("n000000notary"),
        Operation.Kind.CREATE,
        Operation.State.RUNNING,
        List.of(Operation.Step.pending("place")),
        "Waits for capacity.",
        NOW,
        Optional.empty());
  }

  private static EndedTerm ended() {
    Amount free = Amount.zero("USD");
    Offer offer = new Offer("1", "USD", Term.ANNUAL, List.of(), free, free, new Overage(0, free));
    return new EndedTerm(
        network(new NetworkState.Ready()),
        Subscription.open(
            SubscriptionId.next(),
            TENANT,
            OrderId.next(),
            new NetworkId("n000000notary"),
            offer,
            NOW));
  }

  private static VerificationFile file(TenantId tenant) {
    return new VerificationFile(
        tenant, "Acme Trade Ltd", "91310000MA1FL0000X", "Ada Chen", NOW, Optional.empty());
  }

  private static AuditEvent event() {
    return new AuditEvent(
        NOW,
        Optional.of(TENANT),
        "u-1",
        "ada",
        "order.place",
        "o00000000000a",
        "Ordered network notary.");
  }

  private String shown(String name, String template, Map<String, Object> data) {
    String chinese = pages.page(template, Locale.CHINESE, Theme.LIGHT, "", data);
    assertThat(chinese).containsPattern("[\\u4e00-\\u9fff]");
    RenderedPages.keep(name + "-zh", chinese);
    RenderedPages.keep(name + "-dark", pages.page(template, Locale.ENGLISH, Theme.DARK, "", data));
    String english = pages.page(template, Locale.ENGLISH, Theme.LIGHT, "", data);
    RenderedPages.keep(name, english);
    return english;
  }

  private static Map<String, Object> list(Object... items) {
    return Map.of("items", List.of(items), "next", "");
  }

  @Test
  void theOverviewCountsWhatNeedsAPerson() {
    Overview counts =
        Overview.of(
            List.of(file(TENANT), file(OTHER)),
            List.of(HEARD, TROUBLED, SILENT),
            new Page<>(
                List.of(
                    network(new NetworkState.Ready()),
                    network(new NetworkState.Failed("x")),
                    network(new NetworkState.Deleted())),
                Optional.of("more")),
            new Page<>(List.of(ended()), Optional.empty()),
            new Page<>(List.of(operation()), Optional.empty()),
            new Page<>(List.of(ACME), Optional.empty()));

    assertThat(counts).isEqualTo(new Overview(2, "2+", "1+", 1, "1", "1", "1", 3, 2));
    assertThat(
            shown("overview", "ops/overview", Map.of("counts", counts, "recent", List.of(event()))))
        .contains("id=\"waiting\"", "2 waiting for your decision", "data-count=\"troubled\"")
        .contains("href=\"/ops/ended-terms\" data-count=\"ended\"><b>1</b>")
        .contains("aria-current=\"page\"");
  }

  @Test
  void networksPastTheirTermAreListedWithItsEnd() {
    assertThat(shown("ended-terms", "ops/ended-terms", list(ended())))
        .contains("data-network=\"n000000notary\"", "datetime=\"2027-11-21T10:40:03Z\"")
        .contains("data-state=\"Ready\"", "href=\"/ops/organisations/" + TENANT + "/credit\"");
    assertThat(shown("ended-terms-none", "ops/ended-terms", list())).contains("id=\"no-items\"");
  }

  @Test
  void theQueueKeepsAReasonThatWasTyped() {
    Form form =
        new Form(Map.of("reason", List.of("Not in the register"), "decision", List.of("x")));
    form.reject("reason", "Choose one");

    String html =
        shown(
            "verifications",
            "ops/verifications",
            Map.of(
                "items", List.of(file(TENANT), file(OTHER)),
                "about", TENANT.value(),
                "form", form,
                "empty", Form.empty()));

    assertThat(html.split("value=\"Not in the register\"", -1)).hasSize(2);
    assertThat(html)
        .contains("action=\"/ops/verifications/" + TENANT + "\"", "id=\"approve-" + OTHER + "\"")
        .contains("name=\"decision\" value=\"reject\"");
    assertThat(
            shown(
                "verifications-none",
                "ops/verifications",
                Map.of("items", List.of(), "about", "", "form", form, "empty", form)))
        .contains("Nothing waits");
  }

  @Test
  void cityNodesShowCapacityAndTroubleButNoConfiguration() {
    String html =
        shown(
            "city-nodes",
            "ops/city-nodes",
            Map.of(
                "items",
                List.of(HEARD, TROUBLED, SILENT).stream()
                    .map(e -> Place.of(e, NOW.plusSeconds(75)))
                    .toList()));

    assertThat(html)
        .contains("6.75 of 8 free", "13.5 GiB of 16 GiB free", "goquorum", "The disk is full.")
        .contains("1 min ago", "max=\"100\" value=\"16\"", "/ops/city-nodes/local-1")
        .contains("Never heard yet.")
        .doesNotContain("secret-reference");
  }

  private static Map<String, Object> one(Adapters.Trial... trials) {
    Map<String, Object> data = new HashMap<>();
    data.put("p", Place.of(entry("cn-1", Optional.of(heard(""))), NOW));
    data.put(
        "secrets",
        List.of(
            new CityNodePage.Secret(
                KUBECONFIG, Optional.of(new CityNodeCredentials.Kept("kubeconfig", 2, NOW))),
            new CityNodePage.Secret(TOKEN, Optional.empty())));
    data.put(
        "staying",
        List.of(
            new CityNodeDesk.Staying(
                new NetworkId("n000000notary"),
                "notary",
                TENANT.value(),
                "Ready",
                Optional.empty(),
                "There is no room for its nodes elsewhere.")));
    data.put("trials", List.of(trials));
    data.put("form", Form.empty());
    return data;
  }

  private static final AdapterOffer.Property KUBECONFIG =
      new AdapterOffer.Property(
          "kubeconfig", "Kubeconfig", "As kubectl reads it.", true, true, true, List.of(), "");
  private static final AdapterOffer.Property TOKEN =
      new AdapterOffer.Property("token", "Token", "", false, true, false, List.of(), "");
  private static final AdapterOffer CLOUD =
      new AdapterOffer(
          "kubernetes",
          "Any Kubernetes",
          "{}",
          List.of(
              KUBECONFIG,
              TOKEN,
              new AdapterOffer.Property(
                  "exposure",
                  "Exposure",
                  "",
                  true,
                  false,
                  false,
                  List.of("node-port", "load-balancer"),
                  "node-port"),
              new AdapterOffer.Property(
                  "context", "Context", "", false, false, false, List.of(), "")));

  @Test
  void aCityNodeShowsItsSecretsOnlyAsSetAndWhatATestFound() {
    String html =
        shown(
            "city-node",
            "ops/city-node",
            one(
                new Adapters.Trial(
                    List.of("No permission to create statefulsets."), Optional.empty(), Set.of())));

    assertThat(html)
        .contains("data-passed=\"false\"", "No permission to create statefulsets.")
        .contains("Set since", "Not set", "<textarea id=\"value-kubeconfig\"")
        .contains("type=\"password\"", "/ops/city-nodes/cn-1/drain", "n000000notary")
        .contains("There is no room for its nodes elsewhere.");
    assertThat(
            shown(
                "city-node-well",
                "ops/city-node",
                one(new Adapters.Trial(List.of(), Optional.empty(), Set.of()))))
        .contains("id=\"trial\"")
        .doesNotContain("data-passed");
  }

  @Test
  void aChangeIsConfirmedWithWhatItMeansAndWhatStays() {
    for (String move : List.of("drain", "disable", "activate", "remove")) {
      Map<String, Object> data = one();
      data.put("move", move);

      assertThat(shown("city-node-" + move, "ops/city-node-move", data))
          .contains("action=\"/ops/city-nodes/cn-1/" + move + "\"", "id=\"confirm\"", "notary");
    }
  }

  @Test
  void theFormFollowsTheAdaptersSchemaAndShowsNoSecretAgain() {
    // Given
    Form form =
        new Form(
            Map.of(
                "id", List.of("cn-1"),
                "configuration.kubeconfig", List.of("recognisable-secret"),
                "configuration.token", List.of("recognisable-secret"),
                "configuration.exposure", List.of("load-balancer")));
    form.reject("configuration.context", "context is missing.");

    // When
    String html =
        shown(
            "city-node-form",
            "ops/city-node-form",
            Map.of("offers", List.of(CLOUD, CLOUD), "chosen", CLOUD, "form", form, "changed", ""));

    // Then
    assertThat(html)
        .contains("name=\"configuration.kubeconfig\"", "<textarea", "Kubeconfig *")
        .contains("<option value=\"load-balancer\" selected>", "context is missing.")
        .contains("value=\"cn-1\"", "action=\"/ops/register-city-node\"")
        .doesNotContain("recognisable-secret");
  }

  @Test
  void theListsShowTheirRows() {
    assertThat(shown("ops-networks", "ops/networks", list(network(new NetworkState.Degraded()))))
        .contains("notary", "3 of 5 nodes run.", "data-state=\"Degraded\"");
    assertThat(shown("ops-operations", "ops/operations", list(operation())))
        .contains("Waits for capacity.", "0 %");
    assertThat(shown("ops-organisations", "ops/organisations", list(ACME)))
        .contains("Acme &lt;Trade&gt;", "China");
    assertThat(shown("ops-audit", "ops/audit", list(event())))
        .contains("order.place", "Ordered network notary.");
  }

  @Test
  void anOperatorSaysWhyANetworkIsSuspended() {
    Network running = network(new NetworkState.Ready());
    Network held =
        running.suspended(
            new NetworkState.Ready(), new Suspension(NOW, Optional.of("Invoice 7 <overdue>")));
    assertThat(
            shown(
                "ops-suspend",
                "ops/suspension",
                Map.of("network", running, "held", false, "form", Form.empty())))
        .contains("name=\"reason\"", "id=\"suspend\"")
        .doesNotContain("id=\"resume\"");
    assertThat(
            shown(
                "ops-resume",
                "ops/suspension",
                Map.of("network", held, "held", true, "form", Form.empty())))
        .contains("Invoice 7 &lt;overdue&gt;", "id=\"resume\"")
        .doesNotContain("name=\"reason\"");
    assertThat(shown("ops-networks-held", "ops/networks", list(held)))
        .contains("Invoice 7 &lt;overdue&gt;", "/ops/networks/n000000notary/suspension");
  }

  @Test
  void aHostShowsItsGuestsWhatWaitsAndItsWindows() {
    // Given
    Network host = network(new NetworkState.Ready());
    Network guest = network(new NetworkState.Ready());
    Network gone = network(new NetworkState.Deleted());
    Operation window =
        Operation.begun(TENANT, host.id(), Operation.Kind.WINDOW, NOW)
            .ended(Operation.State.FAILED, NOW);
    Weekly weekly =
        new Weekly(DayOfWeek.SUNDAY, LocalTime.of(3, 30), ZoneId.of("Asia/Shanghai"), 90);
    Guests full =
        new Guests(
            host,
            new Hosting(50, true, Optional.of(weekly)),
            Optional.empty(),
            List.of(guest),
            List.of(new Waiting(gone, NOW, OptionalLong.of(3L << 20))),
            new HostingDesk.Window(
                Optional.empty(), Optional.of("The only peer of <alpha>."), List.of(window)),
            Map.of(
                guest.id(),
                new CostBook.Margin(Amount.of("20.30", "CNY"), Amount.of("4.96", "CNY"))));
    Guests none =
        new Guests(
            host,
            new Hosting(0, false),
            Optional.of("It has one member."),
            List.of(guest),
            List.of(new Waiting(gone, NOW, OptionalLong.empty())),
            new HostingDesk.Window(Optional.of("In CouchDB."), Optional.empty(), List.of()),
            Map.of());
    // Then
    assertThat(shown("ops-hosts", "ops/hosting", Map.of("items", List.of(full, none))))
        .contains(
            "2 / 50", "Sunday 03:30 (Asia/Shanghai)", "/ops/hosting/n000000notary", "by hand");
    assertThat(shown("ops-hosts-none", "ops/hosting", Map.of("items", List.of())))
        .contains("id=\"no-items\"");
    assertThat(shown("ops-host", "ops/host", host(full)))
        .contains(
            "The only peer of &lt;alpha&gt;.",
            "id=\"open-window\"",
            "id=\"by-hand\"",
            "data-loss=\"false\"",
            "15.34",
            "3 MiB",
            "<option value=\"SUNDAY\" selected>");
    assertThat(shown("ops-host-bare", "ops/host", host(none)))
        .contains("It has one member.", "In CouchDB.", "not known")
        .doesNotContain("id=\"open-window\"", "id=\"window-time\"");
  }

  private static Map<String, Object> host(Guests host) {
    return Map.of("g", host, "days", DayOfWeek.values(), "form", HostingPage.form(host));
  }

  @Test
  void pluginsShowWhoSignedThemAndWhyOneIsRefused() {
    String sha256 = "5ec2".repeat(16);
    String html =
        shown(
            "plugins",
            "ops/plugins",
            Map.of(
                "items",
                List.of(
                    new PluginEntry(
                        "acme",
                        "1.2",
                        "Acme <Cloud>",
                        "acme.jar",
                        sha256,
                        "acme-ltd",
                        "1",
                        true,
                        ""),
                    new PluginEntry(
                        "", "", "", "old.jar", sha256, "", "", false, "Not loaded: too old."))));

    assertThat(html)
        .contains("Acme &lt;Cloud&gt;", "acme-ltd", "5ec25ec2", "Not loaded: too old.")
        .contains("data-plugin=\"old.jar\" data-loaded=\"false\"");
    assertThat(shown("plugins-none", "ops/plugins", Map.of("items", List.of())))
        .contains("No plugins are installed.");
  }

  @Test
  void privateDataAreErasedOnALawfulOrder() {
    Takedown unconfirmed =
        new Takedown(
            new TakedownId("d00000000000a"),
            TENANT,
            new NetworkId("n000000notary"),
            new OperationId("p00000000000a"),
            Takedown.State.UNCONFIRMED,
            "registry",
            "people",
            List.of("ab".repeat(32)),
            "sealed keys",
            "A court <asked>",
            "2026-C-17",
            "Ada Chen",
            true,
            NOW,
            List.of(),
            Optional.of(new Takedown.Outcome("tx-1", 7, NOW)),
            List.of(
                new Takedown.Answer(
                    new NodeName("peer-alpha-1"), "alpha", "SILENT", -1, "No answer.")),
            Optional.of(NOW),
            "peer-alpha-1 didn't answer.");
    Form form = new Form(Map.of("reason", List.of("Because")));
    assertThat(TakedownForm.read(form, "Say it")).isEmpty();
    Map<String, Object> data =
        new HashMap<>(
            TakedownForm.data(
                new Page<>(List.of(unconfirmed), Optional.of("abc")),
                Map.of("registry", List.of("people")),
                form));
    data.put("network", network(new NetworkState.Ready()));

    assertThat(shown("ops-takedowns", "ops/takedowns", data))
        .contains("action=\"/ops/networks/n000000notary/takedowns\"")
        .contains("action=\"/ops/networks/n000000notary/takedowns/d00000000000a/retry\"")
        .contains("href=\"/ops/networks/n000000notary/takedowns?cursor=abc\"")
        .contains("A court &lt;asked&gt;", "2026-C-17", "ab".repeat(32), "7, tx-1")
        .contains("data-node=\"peer-alpha-1\" data-found=\"SILENT\"", "value=\"registry/people\"")
        .contains("Say it", "value=\"Because\"")
        .doesNotContain("sealed keys");

    data.putAll(TakedownForm.data(new Page<>(List.of(), Optional.empty()), Map.of(), Form.empty()));
    assertThat(shown("ops-takedowns-none", "ops/takedowns", data))
        .contains("id=\"no-takedowns\"", "id=\"no-collections\"");
  }

  @Test
  void anEmptyListSaysSo() {
    assertThat(shown("ops-audit-none", "ops/audit", list())).contains("id=\"no-items\"");
  }

  @Test
  void whoOwesAnInvoiceCanBeSeenAndItsPaymentRecorded() {
    Bill open = new Bill(invoice("i00000000000a", "2026-000001"), Optional.empty());
    Bill paid =
        new Bill(
            invoice("i00000000000b", "2026-000002"), Optional.of(new Payment("wire <4711>", NOW)));
    Form form = new Form(Map.of("reference", List.of("x".repeat(141))));
    form.reject("reference", "Too long");

    String html =
        shown(
            "invoices",
            "ops/invoices",
            Map.of(
                "items",
                List.of(open, paid),
                "next",
                "abc",
                "all",
                true,
                "now",
                Instant.parse("2027-01-01T00:00:00Z"),
                "about",
                "i00000000000a",
                "form",
                form,
                "empty",
                Form.empty()));

    assertThat(html)
        .contains("action=\"/ops/invoices/i00000000000a/payment\"", "id=\"pay-i00000000000a\"")
        .contains("Too long", "data-state=\"OVERDUE\"", "data-state=\"PAID\"")
        .contains("wire &lt;4711&gt;", "href=\"/ops/invoices?show=all&amp;cursor=abc\"")
        .doesNotContain("action=\"/ops/invoices/i00000000000b/payment\"");
  }

  @Test
  void whatIsOwedAndAllowedStandsByCurrency() {
    Amount dollars = Amount.of("478.00", "USD");
    Claim.Invoiced overdue =
        new Claim.Invoiced("2026-000001", dollars, LocalDate.parse("2026-12-21"));
    Credit credit =
        new Credit(
            List.of(overdue),
            CreditLimits.of(List.of(Amount.of("5000.00", "CNY"))),
            CreditLimits.of(List.of(Amount.of("1000.00", "USD"))));

    String html =
        shown(
            "credit",
            "ops/credit",
            CreditPage.data(TENANT, credit, List.of(overdue), Form.empty()));

    assertThat(html)
        .contains("data-currency=\"CNY\"", "data-currency=\"USD\"", "id=\"overdue\"", "2026-000001")
        .contains("data-own=\"true\"", "data-own=\"false\"", "id=\"set-limit\"");
  }

  private static Invoice invoice(String id, String number) {
    Amount total = Amount.of("478.00", "USD");
    return new Invoice(
        new InvoiceId(id),
        number,
        TENANT,
        new Party("Ridgeway Operator Ltd", List.of(), ""),
        new Party("Acme <Trade>", List.of("CN"), ""),
        new SubscriptionId("s00000000000a"),
        new NetworkId("n000000notary"),
        "2026-1",
        NOW,
        NOW.plus(Duration.ofDays(365)),
        NOW,
        LocalDate.parse("2026-12-21"),
        List.of(
            new InvoiceLine(
                "line.node-base",
                Map.of(),
                InvoiceLine.Type.TERM,
                NOW,
                NOW.plus(Duration.ofDays(365)),
                BigDecimal.ONE,
                "term",
                total,
                total)),
        total,
        TaxRate.NONE,
        Amount.zero("USD"),
        total,
        "USD");
  }
}
