package io.ridgeway.portal.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.engine.gateway.ApplicationDesk;
import io.ridgeway.engine.gateway.BsnApplication;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.webhook.Delivery;
import io.ridgeway.engine.webhook.Webhook;
import io.ridgeway.engine.webhook.WebhookDesk;
import io.ridgeway.model.ApplicationId;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.WebhookId;
import io.ridgeway.model.callback.CallbackKind;
import io.ridgeway.model.key.CaType;
import io.ridgeway.model.key.MacAlgorithm;
import io.ridgeway.model.network.NetworkState;
import io.ridgeway.pages.Form;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What a network's applications are given: certificates, keys, webhooks, and BSN's codes. */
class ApplicationPagesTest {
  private final RenderedPortal portal = new RenderedPortal();

  @Test
  void applicationsWithKeysOfTheirOwnAreShownWithTheirCertificates() {
    Form form = new Form(Map.of("request", List.of("-----BEGIN")));
    form.reject("days", "1 to 365");
    Map<String, Object> data = new HashMap<>();
    data.put("network", Samples.network(new NetworkState.Ready()));
    data.put("clients", List.of(Samples.client()));
    data.put("form", form);
    data.put("longest", 365);
    data.put("toml", false);
    data.put("revocable", true);

    assertThat(portal.shown("clients", "portal/clients", data))
        .contains("id=\"revoke-till\"")
        .doesNotContain("id=\"not-revocable\"")
        .contains(
            "data-client=\"till\" data-state=\"DUE\"", "alpha-ca", "<pre id=\"certificate-till\"")
        .contains(
            "action=\"/networks/n000000notary/clients/profile\"", "max=\"365\"", "-----BEGIN");

    data.put("revocable", false);
    assertThat(portal.shown("clients-fixed", "portal/clients", data))
        .contains("data-client=\"till\"", "id=\"not-revocable\"")
        .doesNotContain("id=\"revoke-till\"");

    data.put("clients", List.of());
    assertThat(portal.shown("clients-none", "portal/clients", data))
        .contains("id=\"no-clients\"", "id=\"client-organisation\"")
        .doesNotContain("config.toml");

    data.put("toml", true);
    assertThat(portal.shown("clients-sdk", "portal/clients", data))
        .contains("<option value=\"toml\">", "RSA key of 2048 bits")
        .doesNotContain("id=\"client-organisation\"", "id=\"profile-organisation\"");
  }

  @Test
  void applicationsOfBsnAreShownAndAKeyOnce() {
    Network network = Samples.network(new NetworkState.Ready());
    BsnApplication shop =
        new BsnApplication(
            new ApplicationId("z000000000001"),
            network.tenant(),
            network.id(),
            "shop",
            MacAlgorithm.SM2,
            "5a".repeat(64),
            new KeyId("k000000000001"),
            "alpha",
            CaType.TRUST,
            Map.of(),
            false,
            false,
            Instant.EPOCH,
            Optional.empty());
    Map<String, Object> data = new HashMap<>();
    data.put("network", network);
    data.put("form", Form.empty());
    data.put(
        "applications",
        List.of(
            new ApplicationDesk.Shown(shop, "PUBLIC", "ANSWERS", Optional.empty()),
            new ApplicationDesk.Shown(
                new BsnApplication(
                        new ApplicationId("z000000000002"),
                        network.tenant(),
                        network.id(),
                        "till",
                        MacAlgorithm.SM2,
                        "5a".repeat(64),
                        new KeyId("k000000000001"),
                        "alpha",
                        CaType.TRUST,
                        Map.of(),
                        false,
                        true,
                        Instant.EPOCH,
                        Optional.empty())
                    .with(false, true),
                "PUBLIC",
                "ANSWERS",
                Optional.empty())));

    assertThat(portal.shown("bsn", "portal/bsn", data))
        .contains("data-application=\"z000000000001\"", "algorithmType 1", "ANSWERS")
        .contains("/z000000000001/freeze", "/z000000000002/thaw", "/z000000000001/revoke")
        .doesNotContain("/z000000000001/thaw");
    data.put("applications", List.of());
    assertThat(portal.shown("bsn-none", "portal/bsn", data)).contains("id=\"no-bsn\"");
    assertThat(
            portal.shown(
                "bsn-made",
                "portal/bsn-made",
                Map.of(
                    "network",
                    network,
                    "made",
                    new ApplicationDesk.Shown(shop, "PUBLIC", "ANSWERS", Optional.of("PRIVATE")))))
        .contains("<pre id=\"private-key\">PRIVATE</pre>", "id=\"secret-once\"");
  }

  @Test
  void webhooksAreShownWithWhatBecameOfTheirEvents() {
    Network network = Samples.network(new NetworkState.Ready());
    Webhook webhook =
        new Webhook(
            new WebhookId("w000000000001"),
            network.tenant(),
            network.id(),
            CallbackKind.WEBHOOK,
            "archive",
            Optional.empty(),
            new Webhook.Told("https://hooks.example.com/notary", "notary", "Concluded", "", ""),
            List.of(),
            Instant.EPOCH,
            new Webhook.Standing(
                OptionalLong.empty(),
                Optional.of("7:ab:0"),
                1,
                Optional.of("The receiver says that it is gone for good (HTTP 410)."),
                Optional.of("It isn't taken: HTTP 503"),
                Instant.EPOCH));
    Delivery delivery =
        new Delivery(
            "8:cd:0",
            Delivery.State.GIVEN_UP,
            2,
            OptionalInt.of(503),
            "HTTP 503",
            Instant.EPOCH,
            Instant.EPOCH,
            Optional.of(Instant.EPOCH));
    Map<String, Object> data = new HashMap<>();
    data.put("network", network);
    data.put("webhooks", List.of(new WebhooksPage.Shown(webhook, List.of(delivery), true)));
    data.put("form", Form.empty());

    assertThat(portal.shown("webhooks", "portal/webhooks", data))
        .contains("data-webhook=\"w000000000001\"", "hooks.example.com", "gone for good")
        .contains("It isn&#39;t taken: HTTP 503", "data-state=\"GIVEN_UP\"", "8:cd:0")
        .contains("/webhooks/w000000000001/resumptions", "/webhooks/w000000000001/removals");
    data.put("webhooks", List.of(new WebhooksPage.Shown(webhook, List.of(), false)));
    assertThat(portal.shown("webhooks-bsn", "portal/webhooks", data))
        .contains("BSN", "/webhooks/w000000000001/removals")
        .contains("/webhooks/w000000000001/resumptions", "/webhooks/w000000000001/pauses")
        .doesNotContain("/tests", "/secrets");
    data.put("webhooks", List.of());
    assertThat(portal.shown("webhooks-none", "portal/webhooks", data))
        .contains("id=\"no-webhooks\"");
    assertThat(
            portal.shown(
                "webhook-secret",
                "portal/webhook-secret",
                Map.of(
                    "network", network, "issued", new WebhookDesk.Issued(webhook, "whsec_AAAA"))))
        .contains("<pre id=\"secret\">whsec_AAAA</pre>");
  }

  @Test
  void theSecretIsShownWithACommandToCopy() {
    Map<String, Object> data =
        Map.of(
            "network", Samples.network(new NetworkState.Ready()),
            "issued", Samples.issued(),
            "endpoint", "http://127.0.0.1:8088/eth/n1");

    Map<String, Object> limits = new HashMap<>(data);
    limits.put("credential", Samples.credential(false));
    limits.put("form", Form.empty());
    assertThat(portal.shown("credential-limits", "portal/credential-limits", limits))
        .contains("id=\"limit-tps\"", "id=\"limit-daily\"", "id=\"limit-concurrent\"");
    assertThat(portal.shown("credential", "portal/credential", data))
        .contains("<pre id=\"secret\">" + Samples.issued().secret() + "</pre>")
        .contains("curl -s http://127.0.0.1:8088/eth/n1", "eth_blockNumber")
        .contains("-d &#39;{&quot;jsonrpc&quot;".replace("&quot;", "\"").replace("&#39;", "'"));
  }
}
