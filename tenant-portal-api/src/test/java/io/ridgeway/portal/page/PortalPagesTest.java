package io.ridgeway.portal.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.qute.RawString;
import io.ridgeway.billing.Amount;
import io.ridgeway.billing.Bill;
import io.ridgeway.billing.Line;
import io.ridgeway.billing.Offer;
import io.ridgeway.billing.Payment;
import io.ridgeway.billing.Quote;
import io.ridgeway.engine.approval.Approval;
import io.ridgeway.engine.catalogue.FrameworkOffer;
import io.ridgeway.engine.gateway.ApplicationDesk;
import io.ridgeway.engine.gateway.BsnApplication;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.order.EndedTerms;
import io.ridgeway.engine.tenant.Tenant.Verification;
import io.ridgeway.engine.tenant.VerificationFile;
import io.ridgeway.engine.webhook.Delivery;
import io.ridgeway.engine.webhook.Webhook;
import io.ridgeway.engine.webhook.WebhookDesk;
import io.ridgeway.model.ApplicationId;
import io.ridgeway.model.ApprovalId;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.WebhookId;
import io.ridgeway.model.callback.CallbackKind;
import io.ridgeway.model.key.CaType;
import io.ridgeway.model.key.MacAlgorithm;
import io.ridgeway.model.network.Condition;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.NetworkState;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.model.problem.Violation;
import io.ridgeway.pages.Form;
import io.ridgeway.pages.RenderedPages;
import io.ridgeway.pages.Texts;
import io.ridgeway.pages.Theme;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Renders each page with sample data, in both languages; they are kept to be looked at. */
class PortalPagesTest {
  private final RenderedPages pages = new RenderedPages();

  /** The page in English, after it was rendered in Chinese too, which leaves no key unresolved. */
  private String shown(String name, String template, Map<String, Object> data) {
    String chinese = pages.page(template, Locale.CHINESE, Theme.LIGHT, "", data);
    assertThat(chinese).contains("<html lang=\"zh-CN\"").containsPattern("[\\u4e00-\\u9fff]");
    RenderedPages.keep(name + "-zh", chinese);
    RenderedPages.keep(name + "-dark", pages.page(template, Locale.ENGLISH, Theme.DARK, "", data));
    String english = pages.page(template, Locale.ENGLISH, Theme.LIGHT, "", data);
    assertThat(english.replace("中文", "").replace("lang=\"zh-CN\"", ""))
        .doesNotContainPattern("[\\u4e00-\\u9fff]");
    RenderedPages.keep(name, english);
    return english;
  }

  private static Map<String, Object> home(Verification verification, List<Network> networks) {
    var tenant = Samples.tenant(verification);
    return Map.of("tenant", tenant, "networks", networks, "next", NextStep.of(tenant, networks));
  }

  @Test
  void theHomePageLeadsOn() {
    assertThat(shown("home-new", "portal/home", home(Verification.UNVERIFIED, List.of())))
        .contains("data-step=\"VERIFY\"", "href=\"/organisation\"", "id=\"no-networks\"");
    assertThat(shown("home-verified", "portal/home", home(Verification.VERIFIED, List.of())))
        .contains("data-step=\"ORDER\"");
    Network ready = Samples.network(new NetworkState.Ready());
    assertThat(shown("home", "portal/home", home(Verification.VERIFIED, List.of(ready))))
        .contains("data-step=\"USE\"", "href=\"/networks/" + ready.id() + "\"", "1,024");
    Network requested = Samples.network(new NetworkState.Requested());
    assertThat(shown("home-watch", "portal/home", home(Verification.VERIFIED, List.of(requested))))
        .contains("data-step=\"WATCH\"", ">–<");
  }

  @Test
  void theSignUpFormKeepsWhatWasTyped() {
    Form form = new Form(Map.of("name", List.of("Acme \"& Co\""), "country", List.of("CN")));
    form.reject("name", "Too long.");

    String html =
        shown(
            "sign-up",
            "portal/sign-up",
            Map.of("form", form, "countries", List.of(new SignUpPage.Country("CN", "Cathay"))));

    assertThat(html)
        .contains(
            "value=\"Acme &quot;&amp; Co&quot;\"", "<option value=\"CN\" selected>", "Too long.")
        .contains("aria-invalid=\"true\"");
  }

  private static Map<String, Object> organisation(
      Verification verification, Optional<VerificationFile.Decision> decision) {
    var file = Samples.file(decision);
    return Map.of(
        "tenant", Samples.tenant(verification),
        "members", List.of(Samples.member()),
        "files", verification == Verification.UNVERIFIED ? List.of() : List.of(file),
        "decisions", decision.map(List::of).orElse(List.of()),
        "mayHandIn",
            verification == Verification.UNVERIFIED || verification == Verification.REJECTED,
        "form", Form.empty());
  }

  @Test
  void theOrganisationPageHasTheFormTheFileOrTheDecision() {
    assertThat(
            shown(
                "organisation-new",
                "portal/organisation",
                organisation(Verification.UNVERIFIED, Optional.empty())))
        .contains("id=\"verification-form\"")
        .doesNotContain("id=\"decision\"");
    assertThat(
            shown(
                "organisation-waits",
                "portal/organisation",
                organisation(Verification.SUBMITTED, Optional.empty())))
        .contains("id=\"verification-file\"", "Acme Trade Ltd")
        .doesNotContain("id=\"verification-form\"");
    var no =
        new VerificationFile.Decision(
            false, "The number is another firm's.", "olivia", Samples.NOW);
    assertThat(
            shown(
                "organisation-rejected",
                "portal/organisation",
                organisation(Verification.REJECTED, Optional.of(no))))
        .contains("The number is another firm&#39;s.", "pf-m-warning", "id=\"verification-form\"")
        .doesNotContain("olivia</");
    var yes = new VerificationFile.Decision(true, "", "olivia", Samples.NOW);
    assertThat(
            shown(
                "organisation-verified",
                "portal/organisation",
                organisation(Verification.VERIFIED, Optional.of(yes))))
        .contains("data-verification=\"VERIFIED\"", "pf-m-success");
  }

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
        shown(
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
        shown(
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

    String html = pages.part("portal/order-price", Locale.ENGLISH, data);

    assertThat(html)
        .contains("id=\"tps-error\" hx-swap-oob=\"true\">Too many.</p>")
        .contains("id=\"name-error\" hx-swap-oob=\"true\"></p>")
        .doesNotContain("<html");
  }

  @Test
  void thereMayBeNothingToOrder() {
    assertThat(shown("order-nothing", "portal/order-nothing", Map.of()))
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
    assertThat(shown("quote", "portal/quote", quote(false, Verification.VERIFIED)))
        .contains("name=\"idempotencyKey\" value=\"6f1c-key\"", "id=\"place-order\"")
        .doesNotContain("id=\"not-verified\"");
    assertThat(shown("quote-unverified", "portal/quote", quote(false, Verification.UNVERIFIED)))
        .contains("id=\"not-verified\"");
    assertThat(shown("quote-expired", "portal/quote", quote(true, Verification.VERIFIED)))
        .doesNotContain("id=\"place-order\"");
  }

  @Test
  void theQuotePageShowsTheLawsThatWereAskedFor() {
    Map<String, Object> data = new HashMap<>(quote(false, Verification.VERIFIED));
    data.put("quote", Samples.quote(Samples.SPEC.under(Set.of("SG", "US"))));

    assertThat(shown("quote-laws", "portal/quote", data))
        .contains("<dd id=\"laws\">Singapore, United States</dd>");
    assertThat(shown("quote", "portal/quote", quote(false, Verification.VERIFIED)))
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
    assertThat(shown("quote-contracts", "portal/quote", data))
        .contains("Contracts of your own at local-1 (2)", "24 contract-months");
  }

  @Test
  void aRefusalIsShownWithItsTitleAndWhatToDo() {
    Map<String, Object> data = new HashMap<>(quote(false, Verification.UNVERIFIED));
    data.put("refusal", new Refusal(ProblemType.TENANT_NOT_VERIFIED, "Hand in the file."));

    assertThat(shown("quote-refused", "portal/quote", data))
        .contains("data-problem=\"tenant-not-verified\"", "Hand in the file.", "role=\"alert\"")
        .contains("id=\"to-verification\"");
  }

  private Map<String, Object> network(Network network, Operation operation, boolean empty) {
    Map<String, Object> data = new HashMap<>();
    data.put("network", network);
    data.put(
        "live",
        new RawString(
            pages.part(
                "portal/network-live", Locale.ENGLISH, Live.data(network, List.of(operation)))));
    data.put("term", Optional.of(new EndedTerms.Term(Samples.SUBSCRIPTION, false)));
    data.put("endpoint", "http://127.0.0.1:8088/eth/" + network.id());
    data.put("keys", empty ? List.of() : List.of(Samples.key()));
    data.put(
        "credentials",
        empty ? List.of() : List.of(Samples.credential(false), Samples.credential(true)));
    data.put("totals", empty ? Set.of() : Samples.usage().totals().entrySet());
    data.put("records", empty ? List.of() : Samples.usage().records());
    data.put("keyForm", Form.empty());
    data.put("credentialForm", Form.empty());
    data.put("ownKeys", !empty);
    data.put("deletable", true);
    data.put("inUse", true);
    return data;
  }

  @Test
  void theNetworkPageFollowsItsOperation() {
    Network network = Samples.network(new NetworkState.Requested());

    String html =
        pages.page(
            "portal/network",
            Locale.ENGLISH,
            Theme.LIGHT,
            "ordered",
            network(network, Samples.creation(Operation.State.RUNNING), true));
    RenderedPages.keep("network-making", html);

    assertThat(html)
        .contains("hx-trigger=\"every 1s\"", "value=\"57\"", "data-step-state=\"RUNNING\"")
        .contains(
            "3 of 5 nodes are installed.",
            "id=\"no-keys\"",
            "id=\"no-credentials\"",
            "id=\"no-usage\"")
        .doesNotContain("id=\"own-keys\"");
  }

  @Test
  void theNetworkPageShowsNodesKeysCredentialsAndUsage() {
    Network network = Samples.network(new NetworkState.Degraded());

    String html =
        pages.page(
            "portal/network",
            Map.copyOf(network(network, Samples.creation(Operation.State.SUCCEEDED), false)));
    RenderedPages.keep("network", html);
    RenderedPages.keep(
        "network-dark",
        pages.page(
            "portal/network",
            Locale.ENGLISH,
            Theme.DARK,
            "",
            network(network, Samples.creation(Operation.State.SUCCEEDED), false)));

    assertThat(html)
        .contains("hx-trigger=\"every 5s\"", "data-node=\"validator-3\" data-phase=\"BACKING_OFF\"")
        .contains("data-condition=\"NODES_READY\"", "It survives no site loss.")
        .contains("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "rw_k3Jx9…", "id=\"own-keys\"")
        .contains("id=\"revoke-c00000000000a\"", "data-meter=\"GATEWAY_CALLS\"", "3,702")
        .doesNotContain("revoke-c00000000000b");
  }

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

    assertThat(shown("clients", "portal/clients", data))
        .contains("id=\"revoke-till\"")
        .doesNotContain("id=\"not-revocable\"")
        .contains(
            "data-client=\"till\" data-state=\"DUE\"", "alpha-ca", "<pre id=\"certificate-till\"")
        .contains(
            "action=\"/networks/n000000notary/clients/profile\"", "max=\"365\"", "-----BEGIN");

    data.put("revocable", false);
    assertThat(shown("clients-fixed", "portal/clients", data))
        .contains("data-client=\"till\"", "id=\"not-revocable\"")
        .doesNotContain("id=\"revoke-till\"");

    data.put("clients", List.of());
    assertThat(shown("clients-none", "portal/clients", data))
        .contains("id=\"no-clients\"", "id=\"client-organisation\"")
        .doesNotContain("config.toml");

    data.put("toml", true);
    assertThat(shown("clients-sdk", "portal/clients", data))
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

    assertThat(shown("bsn", "portal/bsn", data))
        .contains("data-application=\"z000000000001\"", "algorithmType 1", "ANSWERS")
        .contains("/z000000000001/freeze", "/z000000000002/thaw", "/z000000000001/revoke")
        .doesNotContain("/z000000000001/thaw");
    data.put("applications", List.of());
    assertThat(shown("bsn-none", "portal/bsn", data)).contains("id=\"no-bsn\"");
    assertThat(
            shown(
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

    assertThat(shown("webhooks", "portal/webhooks", data))
        .contains("data-webhook=\"w000000000001\"", "hooks.example.com", "gone for good")
        .contains("It isn&#39;t taken: HTTP 503", "data-state=\"GIVEN_UP\"", "8:cd:0")
        .contains("/webhooks/w000000000001/resumptions", "/webhooks/w000000000001/removals");
    data.put("webhooks", List.of(new WebhooksPage.Shown(webhook, List.of(), false)));
    assertThat(shown("webhooks-bsn", "portal/webhooks", data))
        .contains("BSN", "/webhooks/w000000000001/removals")
        .contains("/webhooks/w000000000001/resumptions", "/webhooks/w000000000001/pauses")
        .doesNotContain("/tests", "/secrets");
    data.put("webhooks", List.of());
    assertThat(shown("webhooks-none", "portal/webhooks", data)).contains("id=\"no-webhooks\"");
    assertThat(
            shown(
                "webhook-secret",
                "portal/webhook-secret",
                Map.of(
                    "network", network, "issued", new WebhookDesk.Issued(webhook, "whsec_AAAA"))))
        .contains("<pre id=\"secret\">whsec_AAAA</pre>");
  }

  @Test
  void whatTheControlPlaneSaysInEnglishIsExplainedInChinese() {
    Network network = Samples.network(new NetworkState.Degraded());
    Map<String, Object> making =
        Live.data(network, List.of(Samples.creation(Operation.State.RUNNING)));

    String chinese = pages.part("portal/network-live", Locale.CHINESE, making);
    String english = pages.part("portal/network-live", Locale.ENGLISH, making);

    assertThat(chinese)
        .as("a sentence, and what only the step's own words say")
        .contains("正在向城市节点下发要运行的内容。 <span lang=\"en\">3 of 5 nodes are installed.</span>")
        .contains("部分节点未运行。 <span lang=\"en\">Not running: validator-3.</span>")
        .contains("正在产生新区块。", "已退出，稍后会重新启动。")
        .as("nothing twice")
        .doesNotContain("New blocks are made.", "It ended, and is started again");
    assertThat(english)
        .contains("3 of 5 nodes are installed.", "Not running: validator-3.")
        .contains("New blocks are made.", "It ended, and is started again after a while.")
        .doesNotContain("Some nodes don't run", "City nodes are given", "给");
  }

  @Test
  void aReasonWithoutATextIsSaidAsItIs() {
    Network network =
        Samples.network(new NetworkState.Ready())
            .seen(
                List.of(),
                List.of(
                    Samples.condition(
                        Condition.Type.REACHABLE, Condition.Status.TRUE, "Fresh", "New words.")),
                1);

    assertThat(pages.part("portal/network-live", Locale.CHINESE, Live.data(network, List.of())))
        .contains("<span lang=\"en\">New words.</span>");
  }

  @Test
  void aRefusalInChineseHasItsTitleBeforeItsWords() {
    Map<String, Object> data = new HashMap<>(quote(false, Verification.UNVERIFIED));
    data.put("refusal", new Refusal(ProblemType.TENANT_NOT_VERIFIED, "Hand in the file."));

    assertThat(pages.page("portal/quote", Locale.CHINESE, Theme.LIGHT, "", data))
        .containsSubsequence("组织尚未通过实名认证", "lang=\"en\">Hand in the file.");
  }

  @Test
  void aNetworkThatNoApplicationReachesHasNoEndpointNorKeys() {
    Map<String, Object> data =
        network(
            Samples.network(new NetworkState.Ready()),
            Samples.creation(Operation.State.SUCCEEDED),
            true);
    data.put("endpoint", "");

    assertThat(shown("network-unreached", "portal/network", data))
        .contains("id=\"no-gateway\"", "id=\"usage\"")
        .doesNotContain("id=\"endpoint\"", "id=\"credential-form\"", "id=\"keys\"");
  }

  @Test
  void aNetworkSaysWhenItsTermEndsAndOnceItIsOverThatItRunsOn() {
    Map<String, Object> data =
        network(
            Samples.network(new NetworkState.Ready()),
            Samples.creation(Operation.State.SUCCEEDED),
            true);

    assertThat(shown("network-in-term", "portal/network", data))
        .containsPattern("id=\"term\">Its term ends on <time datetime=\"2027-11-21T")
        .doesNotContain("id=\"term-over\"");

    data.put("term", Optional.of(new EndedTerms.Term(Samples.SUBSCRIPTION, true)));
    assertThat(shown("network-past-term", "portal/network", data))
        .contains("id=\"term-over\"", "nothing of it is deleted")
        .doesNotContain("id=\"term\"");
  }

  @Test
  void aDeletedNetworkIsFollowedNoMore() {
    Network network = Samples.network(new NetworkState.Deleted());

    String html = pages.part("portal/network-live", Locale.CHINESE, Live.data(network, List.of()));

    assertThat(html).contains("data-state=\"Deleted\"", "已删除").doesNotContain("hx-get");
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
    assertThat(shown("credential-limits", "portal/credential-limits", limits))
        .contains("id=\"limit-tps\"", "id=\"limit-daily\"", "id=\"limit-concurrent\"");
    assertThat(shown("credential", "portal/credential", data))
        .contains("<pre id=\"secret\">" + Samples.issued().secret() + "</pre>")
        .contains("curl -s http://127.0.0.1:8088/eth/n1", "eth_blockNumber")
        .contains("-d &#39;{&quot;jsonrpc&quot;".replace("&quot;", "\"").replace("&#39;", "'"));
  }

  @Test
  void aDeletionIsConfirmedByTypingTheName() {
    Form form = new Form(Map.of("name", List.of("notari")));
    form.reject("name", Texts.of(Locale.ENGLISH).get("delete.name.wrong", "notary"));

    assertThat(
            shown(
                "delete",
                "portal/network-delete",
                Map.of("network", Samples.network(new NetworkState.Ready()), "form", form)))
        .contains("value=\"notari\"", "id=\"delete-submit\"", "pf-m-danger");
  }

  @Test
  void nodesToReplaceAreChosenFromThoseThatThereAre() {
    Form form = new Form(Map.of("node", List.of("validator-1")));
    form.reject("node", Texts.of(Locale.ENGLISH).get("replace.none"));

    assertThat(
            shown(
                "replace",
                "portal/network-replace",
                Map.of("network", Samples.network(new NetworkState.Ready()), "form", form)))
        .contains("name=\"node\" value=\"validator-1\" checked", "id=\"replace-submit\"")
        .contains("Choose one node at least.");
  }

  @Test
  void whatIsToBeSignedIsShownWithItsBytesAndBothAnswers() {
    Form form = new Form(Map.of("signature", List.of("wrong")));
    form.reject("signature", "The signature is wrong.");
    Map<String, Object> data = new HashMap<>();
    data.put("network", Samples.network(new NetworkState.Ready()));
    data.put("forms", Map.of("a000000000001", form));
    data.put("approvals", List.of(Samples.approval(Approval.State.PENDING)));
    data.put("next", "abc");

    assertThat(shown("approvals", "portal/approvals", data))
        .contains("channel trade: gamma comes to the channel", "data-state=\"PENDING\"")
        .contains("href=\"/networks/n000000notary/approvals/a000000000001/to-sign\"")
        .contains("action=\"/networks/n000000notary/approvals/a000000000001\"")
        .contains("action=\"/networks/n000000notary/approvals/a000000000001/refusal\"")
        .contains("The signature is wrong.")
        .contains("href=\"/networks/n000000notary/approvals?cursor=abc\"");

    data.put("next", "");
    data.put("approvals", List.of(Samples.approval(Approval.State.REFUSED)));
    assertThat(shown("approvals-refused", "portal/approvals", data))
        .contains("data-state=\"REFUSED\"", "who is gamma?")
        .doesNotContain("/to-sign", "/refusal");

    data.put("approvals", List.of());
    assertThat(shown("approvals-none", "portal/approvals", data)).contains("id=\"no-approvals\"");
  }

  @Test
  void aCertificateIsAskedForBesideTheSignatures() {
    // Given
    Form form = new Form(Map.of("certificate", List.of("typed")));
    form.reject("certificate", "it has expired");
    Map<String, Object> data = new HashMap<>();
    data.put("network", Samples.network(new NetworkState.Ready()));
    data.put("forms", Map.of("a000000000003", form));
    data.put("approvals", List.of(Samples.certification(true)));
    data.put("next", "");

    // Then
    assertThat(shown("approvals-certificate", "portal/approvals", data))
        .contains("beta-tlsca is to certify peer-beta-1-tls", "O=beta, CN=peer-beta-1")
        .contains("127.0.0.1, localhost", "it has expired", ">typed</textarea>")
        .contains("/approvals/a000000000003/request\"", "/approvals/a000000000003/certificate\"")
        .contains("/approvals/a000000000003/refusal\"")
        .doesNotContain("/to-sign", "SHA-256");

    // When no operation waits for it
    data.put("approvals", List.of(Samples.certification(false)));
    // Then there is nothing to end by a refusal
    assertThat(shown("approvals-renewal", "portal/approvals", data))
        .contains("No operation waits")
        .doesNotContain("/refusal");
  }

  @Test
  void whatWasTypedForOneApprovalIsNotShownForAnother() {
    // Given
    Form form = new Form(Map.of("signature", List.of("typed")));
    form.reject("signature", "The signature is wrong.");
    Map<String, Object> data = new HashMap<>();
    data.put("network", Samples.network(new NetworkState.Ready()));
    Approval.State pending = Approval.State.PENDING;
    List<Approval> two =
        List.of(
            Samples.approval(pending), Samples.approval(new ApprovalId("a000000000002"), pending));
    data.put("approvals", two);
    data.put("next", "");
    data.put("forms", ApprovalsPage.forms(two, Map.of("a000000000001", form)));

    // Then
    assertThat(shown("approvals-two", "portal/approvals", data))
        .contains("id=\"signature-a000000000002\"")
        .containsOnlyOnce("value=\"typed\"")
        .containsOnlyOnce("The signature is wrong.");
  }

  @Test
  void renewingCertificatesIsExplainedBeforeItBegins() {
    assertThat(
            shown(
                "rotate",
                "portal/network-rotate",
                Map.of("network", Samples.network(new NetworkState.Ready()))))
        .contains("/rotate\"", "id=\"rotate-submit\"", "restarted one after another");
  }

  @Test
  void aRenewalThatIsUnderWayCanBeStopped() {
    Network network = Samples.network(new NetworkState.Ready());
    Operation running =
        Operation.begun(network.tenant(), network.id(), Operation.Kind.ROTATE, Samples.NOW);

    assertThat(
            pages.part("portal/network-live", Locale.ENGLISH, Live.data(network, List.of(running))))
        .contains("/stop-rotation\"");
    assertThat(
            pages.part(
                "portal/network-live",
                Locale.ENGLISH,
                Live.data(
                    network, List.of(running.ended(Operation.State.SUPERSEDED, Samples.NOW)))))
        .doesNotContain("/stop-rotation\"");
    assertThat(shown("stop-rotation", "portal/network-stop-rotation", Map.of("network", network)))
        .contains("/stop-rotation\"", "id=\"stop-rotation-submit\"", "are not restarted");
  }

  @Test
  void suspendingIsExplainedWithWhatItCostsBeforeItBegins() {
    Network network = Samples.network(new NetworkState.Ready());
    assertThat(shown("suspend", "portal/network-suspend", Map.of("network", network)))
        .contains("/suspend\"", "id=\"suspend-submit\"", "The annual fee goes on");
    assertThat(shown("resume", "portal/network-resume", Map.of("network", network)))
        .contains("/resume\"", "id=\"resume-submit\"", "renewed first");
  }

  @Test
  void aSuspendedNetworkSaysWhoCanResumeIt() {
    Map<String, Object> data =
        network(
            Samples.network(new NetworkState.Suspended()),
            Samples.creation(Operation.State.SUCCEEDED),
            true);
    data.put("suspended", true);
    data.put("hold", "");
    data.put("resumable", true);
    assertThat(shown("network-suspended", "portal/network", data))
        .contains("id=\"suspended\"", "id=\"resume-network\"")
        .doesNotContain("id=\"held\"", "id=\"suspend-network\"");

    data.put("hold", "Order 7 <of> the court");
    data.put("resumable", false);
    assertThat(pages.page("portal/network", Locale.ENGLISH, Theme.LIGHT, "", data))
        .contains("id=\"held\"", "Order 7 &lt;of&gt; the court")
        .doesNotContain("id=\"suspended\"", "id=\"resume-network\"");
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
    assertThat(shown("change-shared", "portal/network-change", data))
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
            shown(
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

  @Test
  void networksAndInvoicesAreListedAndGoOn() {
    assertThat(
            shown(
                "networks",
                "portal/networks",
                Map.of(
                    "networks", List.of(Samples.network(new NetworkState.Ready())), "next", "abc")))
        .contains("href=\"/networks?cursor=abc\"");
    assertThat(shown("networks-none", "portal/networks", Map.of("networks", List.of(), "next", "")))
        .contains("id=\"no-networks\"")
        .doesNotContain("cursor=");
    assertThat(
            shown(
                "invoices",
                "portal/invoices",
                Map.of("invoices", List.of(unpaid()), "next", "", "now", Samples.NOW)))
        .contains("2026-000001", "/invoices/i00000000000a/pdf", "data-state=\"OPEN\"")
        .contains("datetime=\"2026-12-21\"");
    assertThat(
            shown(
                "invoices-none",
                "portal/invoices",
                Map.of("invoices", List.of(), "next", "", "now", Samples.NOW)))
        .contains("id=\"no-invoices\"");
  }

  @Test
  void anInvoiceShowsItsLinesAndTotalAndByWhenItIsToBePaid() {
    Instant late = Instant.parse("2026-12-22T00:00:00Z");

    assertThat(shown("invoice", "portal/invoice", Map.of("bill", unpaid(), "now", late)))
        .contains("Ridgeway Operator Ltd", Samples.OFFER.total().format(Locale.ENGLISH))
        .contains("href=\"/invoices/i00000000000a/pdf\"", "data-state=\"OVERDUE\"")
        .containsPattern("id=\"invoice-due\"><time datetime=\"2026-12-21\">21 Dec 2026<")
        .doesNotContain("id=\"invoice-paid\"");
  }

  @Test
  void aPaidInvoiceSaysSinceWhen() {
    Bill paid = new Bill(Samples.invoice(), Optional.of(new Payment("wire 4711", Samples.NOW)));

    assertThat(shown("invoice-paid", "portal/invoice", Map.of("bill", paid, "now", Samples.NOW)))
        .contains("data-state=\"PAID\"", "id=\"invoice-paid\"")
        .doesNotContain("wire 4711");
  }

  @Test
  void anOrderOverTheCreditLimitLeadsToTheInvoices() {
    Map<String, Object> data = new HashMap<>(quote(false, Verification.VERIFIED));
    data.put("refusal", new Refusal(ProblemType.CREDIT_LIMIT_EXCEEDED, "You owe 478.00 USD."));

    assertThat(shown("quote-over-limit", "portal/quote", data))
        .contains("data-problem=\"credit-limit-exceeded\"", "You owe 478.00 USD.")
        .contains("id=\"to-invoices\"");
  }

  private static Bill unpaid() {
    return new Bill(Samples.invoice(), Optional.empty());
  }
}
