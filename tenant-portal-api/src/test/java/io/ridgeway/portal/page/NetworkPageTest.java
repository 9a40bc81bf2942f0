package io.ridgeway.portal.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.qute.RawString;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.order.EndedTerms;
import io.ridgeway.model.network.Condition;
import io.ridgeway.model.network.NetworkState;
import io.ridgeway.model.network.Operation;
import io.ridgeway.pages.Form;
import io.ridgeway.pages.RenderedPages;
import io.ridgeway.pages.Texts;
import io.ridgeway.pages.Theme;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A network's own page, and what is confirmed from there. */
class NetworkPageTest {
  private final RenderedPortal portal = new RenderedPortal();

  private Map<String, Object> network(Network network, Operation operation, boolean empty) {
    Map<String, Object> data = new HashMap<>();
    data.put("network", network);
    data.put(
        "live",
        new RawString(
            portal.pages.part(
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
        portal.pages.page(
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
        portal.pages.page(
            "portal/network",
            Map.copyOf(network(network, Samples.creation(Operation.State.SUCCEEDED), false)));
    RenderedPages.keep("network", html);
    RenderedPages.keep(
        "network-dark",
        portal.pages.page(
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
  void whatTheControlPlaneSaysInEnglishIsExplainedInChinese() {
    Network network = Samples.network(new NetworkState.Degraded());
    Map<String, Object> making =
        Live.data(network, List.of(Samples.creation(Operation.State.RUNNING)));

    String chinese = portal.pages.part("portal/network-live", Locale.CHINESE, making);
    String english = portal.pages.part("portal/network-live", Locale.ENGLISH, making);

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

    assertThat(
            portal.pages.part("portal/network-live", Locale.CHINESE, Live.data(network, List.of())))
        .contains("<span lang=\"en\">New words.</span>");
  }

  @Test
  void aNetworkThatNoApplicationReachesHasNoEndpointNorKeys() {
    Map<String, Object> data =
        network(
            Samples.network(new NetworkState.Ready()),
            Samples.creation(Operation.State.SUCCEEDED),
            true);
    data.put("endpoint", "");

    assertThat(portal.shown("network-unreached", "portal/network", data))
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

    assertThat(portal.shown("network-in-term", "portal/network", data))
        .containsPattern("id=\"term\">Its term ends on <time datetime=\"2027-11-21T")
        .doesNotContain("id=\"term-over\"");

    data.put("term", Optional.of(new EndedTerms.Term(Samples.SUBSCRIPTION, true)));
    assertThat(portal.shown("network-past-term", "portal/network", data))
        .contains("id=\"term-over\"", "nothing of it is deleted")
        .doesNotContain("id=\"term\"");
  }

  @Test
  void aDeletedNetworkIsFollowedNoMore() {
    Network network = Samples.network(new NetworkState.Deleted());

    String html =
        portal.pages.part("portal/network-live", Locale.CHINESE, Live.data(network, List.of()));

    assertThat(html).contains("data-state=\"Deleted\"", "已删除").doesNotContain("hx-get");
  }

  @Test
  void aDeletionIsConfirmedByTypingTheName() {
    Form form = new Form(Map.of("name", List.of("notari")));
    form.reject("name", Texts.of(Locale.ENGLISH).get("delete.name.wrong", "notary"));

    assertThat(
            portal.shown(
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
            portal.shown(
                "replace",
                "portal/network-replace",
                Map.of("network", Samples.network(new NetworkState.Ready()), "form", form)))
        .contains("name=\"node\" value=\"validator-1\" checked", "id=\"replace-submit\"")
        .contains("Choose one node at least.");
  }

  @Test
  void renewingCertificatesIsExplainedBeforeItBegins() {
    assertThat(
            portal.shown(
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
            portal.pages.part(
                "portal/network-live", Locale.ENGLISH, Live.data(network, List.of(running))))
        .contains("/stop-rotation\"");
    assertThat(
            portal.pages.part(
                "portal/network-live",
                Locale.ENGLISH,
                Live.data(
                    network, List.of(running.ended(Operation.State.SUPERSEDED, Samples.NOW)))))
        .doesNotContain("/stop-rotation\"");
    assertThat(
            portal.shown(
                "stop-rotation", "portal/network-stop-rotation", Map.of("network", network)))
        .contains("/stop-rotation\"", "id=\"stop-rotation-submit\"", "are not restarted");
  }

  @Test
  void whatStandsAsideIsShownBesideWhatGoesFirst() {
    Network network = Samples.network(new NetworkState.Changing());
    Operation change =
        Operation.begun(network.tenant(), network.id(), Operation.Kind.CHANGE, Samples.NOW);
    Operation revocation =
        Operation.begun(network.tenant(), network.id(), Operation.Kind.REVOKE, Samples.NOW);

    assertThat(
            live(
                network,
                Locale.ENGLISH,
                List.of(revocation, change.aside("Lets REVOKE go first."))))
        .contains("data-kind=\"REVOKE\"", "data-aside=\"" + change.id(), "Stands aside")
        .doesNotContain("data-kind=\"CHANGE\"");
    // Then the older one is shown once it goes on
    assertThat(
            live(
                network,
                Locale.CHINESE,
                List.of(revocation.ended(Operation.State.SUCCEEDED, Samples.NOW), change)))
        .contains("data-kind=\"CHANGE\"")
        .doesNotContain("data-kind=\"REVOKE\"", "data-aside");
  }

  private String live(Network network, Locale locale, List<Operation> operations) {
    return portal.pages.part("portal/network-live", locale, Live.data(network, operations));
  }

  @Test
  void suspendingIsExplainedWithWhatItCostsBeforeItBegins() {
    Network network = Samples.network(new NetworkState.Ready());
    assertThat(portal.shown("suspend", "portal/network-suspend", Map.of("network", network)))
        .contains("/suspend\"", "id=\"suspend-submit\"", "The annual fee goes on");
    assertThat(portal.shown("resume", "portal/network-resume", Map.of("network", network)))
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
    assertThat(portal.shown("network-suspended", "portal/network", data))
        .contains("id=\"suspended\"", "id=\"resume-network\"")
        .doesNotContain("id=\"held\"", "id=\"suspend-network\"");

    data.put("hold", "Order 7 <of> the court");
    data.put("resumable", false);
    assertThat(portal.pages.page("portal/network", Locale.ENGLISH, Theme.LIGHT, "", data))
        .contains("id=\"held\"", "Order 7 &lt;of&gt; the court")
        .doesNotContain("id=\"suspended\"", "id=\"resume-network\"");
  }
}
