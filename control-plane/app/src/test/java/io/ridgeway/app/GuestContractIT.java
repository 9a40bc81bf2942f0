package io.ridgeway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.app.NativeApi.Answer;
import io.ridgeway.app.cli.Api;
import io.ridgeway.app.cli.ApiProblem;
import io.ridgeway.app.embedded.CityNodeFiles;
import io.ridgeway.app.embedded.RunningRidgeway;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two tenants' channels on a real Fabric network of a third, one with a contract of its own: from
 * the add-on in its order to transactions, the next version, and nothing left of it.
 */
@Tag("left-to-full")
class GuestContractIT {
  private static final String HASH = "ab".repeat(32);

  @TempDir private Path home;
  private final RunningRidgeway ridgeway = RunningRidgeway.ready();

  private LoneCityNode cityNode() {
    return new LoneCityNode(ridgeway, home, "127.97.0.0/16");
  }

  @AfterEach
  void forgetTheCityNode() {
    cityNode().forget();
  }

  @Test
  void aGuestsContractIsItsOwn() {
    // Given a host, and two that live there
    FabricSoftware.at(ridgeway);
    Api operator = ridgeway.operator();
    cityNode().register(true);
    Firm provider = Firm.verified(ridgeway);
    Firm tea = Firm.verified(ridgeway);
    Firm silk = Firm.verified(ridgeway);
    String host =
        provider.order(
            Wish.fabric(
                    Map.of("orderer", 1, "peer", 2, "contract", 2),
                    Map.of("organisations", "alpha,beta", "contract", "depositary"))
                .with("cityNodes", List.of(LoneCityNode.NAME)));
    provider.awaitState(host, "Ready");
    String hosting = "/ops/v1/networks/" + host + "/hosting";
    operator.put(hosting, Map.of("places", 10, "open", true, "contracts", false));
    Map<String, Integer> addOn = Map.of("contract", 1);
    assertThatThrownBy(() -> tea.api().post("/v1/quotes", guest("tea", addOn).body()))
        .isInstanceOf(ApiProblem.class)
        .hasMessageContaining("take no contracts of theirs");
    operator.put(hosting, Map.of("places", 10, "open", true));
    JsonNode quote = tea.api().post("/v1/quotes", guest("tea", addOn).body());
    assertThat(quote.at("/offer/lines").findValuesAsText("text"))
        .anyMatch(line -> line.startsWith("Contracts of your own at solo (1)"));
    String teas = tea.order(guest("tea", addOn));
    String silks = silk.order(guest("silk", Map.of()));
    tea.awaitState(teas, "Ready");
    silk.awaitState(silks, "Ready");

    // Then what can't be taken is refused, and nothing is begun
    BroughtContracts ofTea = new BroughtContracts(tea, teas);
    BroughtContracts ofSilk = new BroughtContracts(silk, silks);
    ofTea.refused(
        BroughtContracts.jar("notary", "1", "no jar".getBytes(StandardCharsets.UTF_8)),
        "is no jar");
    ofTea.refused(
        BroughtContracts.jar("depositary", "2", OwnNotary.jar("1")), "which is its host's");
    ofSilk.refused(
        BroughtContracts.jar("notary", "1", OwnNotary.jar("1")), "nodes.contract: 1 to 8");
    assertThat(ofTea.list()).isEmpty();

    // When
    ofTea.deploy(BroughtContracts.jar("notary", "1", OwnNotary.jar("1")));

    // Then it runs as the guest's, and nothing of it is its host's or another guest's
    assertThat(ofTea.services()).containsExactly("contract-alpha-1", "contract-beta-1");
    assertThat(new BroughtContracts(provider, host).services())
        .as("those of the host's own contract")
        .containsExactly("contract-alpha-1", "contract-beta-1");
    assertThat(ofSilk.services()).isEmpty();
    assertThat(new CityNodeFiles(home).processes(teas)).hasSize(2);

    // Then the guest's applications call it, and the other's can't
    NativeApi teaGateway = NativeApi.ofClerk(tea, teas);
    NativeApi silkGateway = NativeApi.ofClerk(silk, silks);
    done(teaGateway, "notary", "draft", "lease-1", HASH, "tea,firm");
    done(silkGateway, "depositary", "deposit", HASH, "a document");
    Answer stranger =
        silkGateway.call(
            "transactions", "clerk", "notary", "draft", List.of("lease-2", HASH, "silk,firm"));
    assertThat(stranger.status()).as("%s", stranger.body()).isGreaterThanOrEqualTo(400);

    // When the other has its order changed
    change(silk, silks, Map.of("nodes", Map.of("contract", 1), "tps", 8));

    // Then it runs one too, and keeps the add-on
    assertThat(silk.network(silks).at("/spec/tps").asInt()).isEqualTo(8);
    ofSilk.deploy(BroughtContracts.jar("notary", "7", OwnNotary.jar("1")));
    assertThat(ofSilk.services()).containsExactly("contract-alpha-1", "contract-beta-1");
    done(silkGateway, "notary", "draft", "lease-3", HASH, "silk,firm");
    assertThatThrownBy(() -> quoteChange(silk, silks, Map.of("nodes", Map.of("contract", 0))))
        .isInstanceOf(ApiProblem.class)
        .hasMessageContaining("It runs contracts of its own (notary 7)");

    // When the next version comes
    ofTea.deploy(BroughtContracts.jar("notary", "2", OwnNotary.jar("2")));

    // Then it took the place of the one before, and the ledger is as it was
    assertThat(ofTea.services()).containsExactly("contract-alpha-2", "contract-beta-2");
    assertThat(read(teaGateway)).contains("\"status\":\"OPEN\"");
    ofTea.refused(
        BroughtContracts.jar("other", "1", OwnNotary.jar("3")), "ordered with 1 contracts");

    // When the operator takes none any more
    operator.put(hosting, Map.of("places", 10, "open", true, "contracts", false));

    // Then what runs goes on
    ofTea.refused(
        BroughtContracts.jar("notary", "3", OwnNotary.jar("3")), "takes no contracts of guests");
    assertThat(read(teaGateway)).contains("\"status\":\"OPEN\"");

    // When its application is taken back
    tea.api().post("/v1/networks/" + teas + "/revocations", Map.of("name", "clerk"));
    over(tea, teas, "REVOKE");

    // Then nothing is signed for it, and its neighbour's goes on
    RunningRidgeway.await(
        "it is refused",
        () ->
            teaGateway.call("queries", "clerk", "notary", "read", List.of("lease-1")).status()
                == 409);
    done(silkGateway, "notary", "draft", "lease-4", HASH, "silk,firm");

    // When its guest goes
    tea.delete(teas);

    // Then it is gone with it, and the others go on
    assertThat(new CityNodeFiles(home).processes(teas)).isEmpty();
    done(silkGateway, "depositary", "deposit", "cd".repeat(32), "another");
    silk.delete(silks);
    operator.put(hosting, Map.of("places", 0, "open", false));
    provider.delete(host);
  }

  private static void change(Firm firm, String network, Map<String, Object> wish) {
    firm.order(quoteChange(firm, network, wish), UUID.randomUUID().toString());
    over(firm, network, "CHANGE");
  }

  private static String quoteChange(Firm firm, String network, Map<String, Object> wish) {
    JsonNode quote = firm.api().post("/v1/networks/" + network + "/quotes", wish);
    assertThat(quote.at("/offer/lines").findValuesAsText("text"))
        .anyMatch(line -> line.startsWith("Services of contracts of your own at solo: 2 instead"));
    return quote.path("id").asText();
  }

  /** The newest operation is of that kind, and succeeded. */
  private static void over(Firm firm, String network, String kind) {
    RunningRidgeway.await(
        kind + " is over",
        () -> {
          JsonNode newest =
              firm.api().get("/v1/networks/" + network + "/operations").at("/items/0");
          assertThat(newest.path("kind").asText()).isEqualTo(kind);
          assertThat(newest.path("state").asText()).as("%s", newest).isNotEqualTo("FAILED");
          return newest.path("state").asText().equals("SUCCEEDED");
        });
  }

  private static void done(NativeApi gateway, String contract, String function, String... args) {
    List<Answer> answers = new ArrayList<>();
    RunningRidgeway.await(
        function + " is committed",
        () -> {
          answers.add(gateway.call("transactions", "clerk", contract, function, List.of(args)));
          return answers.get(answers.size() - 1).status() == 200;
        });
  }

  private static String read(NativeApi gateway) {
    List<String> results = new ArrayList<>();
    RunningRidgeway.await(
        "the lease is remembered",
        () -> {
          Answer answer = gateway.call("queries", "clerk", "notary", "read", List.of("lease-1"));
          results.add(answer.body().path("result").asText());
          return answer.status() == 200;
        });
    return results.get(results.size() - 1);
  }

  private static Wish guest(String organisation, Map<String, Integer> nodes) {
    return Wish.guest(organisation, Map.of())
        .with("nodes", nodes)
        .with("cityNodes", List.of(LoneCityNode.NAME));
  }
}
