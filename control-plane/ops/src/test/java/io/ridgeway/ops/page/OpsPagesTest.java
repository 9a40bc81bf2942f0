package io.ridgeway.ops.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.billing.Amount;
import io.ridgeway.billing.Offer;
import io.ridgeway.billing.Overage;
import io.ridgeway.billing.Subscription;
import io.ridgeway.billing.Term;
import io.ridgeway.engine.Page;
import io.ridgeway.engine.audit.AuditEvent;
import io.ridgeway.engine.catalogue.PluginEntry;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.Suspension;
import io.ridgeway.engine.order.EndedTerms.EndedTerm;
import io.ridgeway.engine.tenant.VerificationFile;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.OrderId;
import io.ridgeway.model.SubscriptionId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.network.NetworkState;
import io.ridgeway.pages.Form;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The overview and the lists. */
class OpsPagesTest extends RenderedOps {
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
  void anEmptyListSaysSo() {
    assertThat(shown("ops-audit-none", "ops/audit", list())).contains("id=\"no-items\"");
  }
}
