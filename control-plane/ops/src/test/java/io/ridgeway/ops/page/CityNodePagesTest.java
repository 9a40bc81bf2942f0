package io.ridgeway.ops.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.engine.catalogue.AdapterOffer;
import io.ridgeway.engine.catalogue.Adapters;
import io.ridgeway.engine.catalogue.CityNodeDesk;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.key.CityNodeCredentials;
import io.ridgeway.pages.Form;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** City nodes' pages. */
class CityNodePagesTest extends RenderedOps {
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
}
