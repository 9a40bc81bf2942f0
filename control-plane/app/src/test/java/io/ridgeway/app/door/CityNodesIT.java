package io.ridgeway.app.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.app.door.DoorFixture.Customer;
import io.ridgeway.app.door.DoorFixture.Running;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** City nodes from their registration to their removal, through the operators' doors. */
class CityNodesIT {
  private static final String DOOR = "/ops/v1/city-nodes";

  @TempDir Path home;
  private final DoorFixture ridgeway = DoorFixture.running();
  private final Door operator = ridgeway.operator();

  @Test
  void oneIsRegisteredTestedDrainedAndRemoved() {
    // Given
    String software = operator.get(DOOR + "/local-1").good().at("/configuration/software").asText();
    Map<String, Object> registration =
        registration(
            Map.of("home", home.toString(), "software", software, "addresses", "127.93.0.0/16"));

    // When
    Door.Answer registered = operator.post(DOOR, registration);

    // Then
    assertThat(registered.status()).as(registered.text()).isEqualTo(201);
    assertThat(registered.json().at("/cost/coreMonth").asText()).isEqualTo("12.50");
    assertThat(operator.post(DOOR, registration).status()).isEqualTo(200);
    JsonNode trial = operator.post(DOOR + "/lab-1/test", Map.of()).good();
    assertThat(trial.path("passed").asBoolean()).as(trial.toString()).isTrue();
    assertThat(trial.at("/capacity/free/memoryMib").asLong()).isPositive();
    assertThat(operator.get(DOOR + "/lab-1").good().path("problem").asText()).isEmpty();
    assertThat(operator.delete(DOOR + "/lab-1").problem(409, "illegal-transition"))
        .contains("Drain or disable it first");
    JsonNode drained = operator.post(DOOR + "/lab-1/drain", Map.of()).good();
    assertThat(drained.at("/cityNode/state").asText()).isEqualTo("DRAINING");
    assertThat(drained.path("staying")).isEmpty();
    assertThat(operator.delete(DOOR + "/lab-1").status()).isEqualTo(204);
    operator.get(DOOR + "/lab-1").problem(404, "not-found");
    assertThat(operator.get("/ops/v1/audit").text()).contains("city-node.register", "lab-1");
  }

  @Test
  void aProvidersPersonFromKeycloakSeesOnlyTheirOwn() {
    // Given
    String software = operator.get(DOOR + "/local-1").good().at("/configuration/software").asText();
    Map<String, Object> registration =
        new HashMap<>(
            registration(
                Map.of(
                    "home", home.toString(), "software", software, "addresses", "127.94.0.0/16")));
    registration.put("id", "lab-2");
    assertThat(operator.post(DOOR, registration).status()).isEqualTo(201);
    ridgeway.ridgeway().makeProvidersPerson("pat-of-lab", Optional.of("lab"));
    ridgeway.ridgeway().makeProvidersPerson("pat-of-nobody", Optional.empty());
    Door pat = ridgeway.portal().as(ridgeway.ridgeway().token("pat-of-lab"));

    // Then
    assertThat(pat.get(DOOR).good().path("items"))
        .extracting(n -> n.path("id").asText())
        .containsExactly("lab-2");
    assertThat(
            pat.get(DOOR + "/lab-2").good().path("cost").isMissingNode()
                || pat.get(DOOR + "/lab-2").good().path("cost").isNull())
        .as("costs are the operator's")
        .isTrue();
    pat.get(DOOR + "/local-1").problem(404, "not-found");
    pat.post(DOOR + "/local-1/drain", Map.of()).problem(404, "not-found");
    pat.post(DOOR, registration).problem(403, "forbidden");
    assertThat(pat.post(DOOR + "/lab-2/drain", Map.of()).good().at("/cityNode/state").asText())
        .isEqualTo("DRAINING");
    assertThat(
            ridgeway
                .portal()
                .as(ridgeway.ridgeway().token("pat-of-nobody"))
                .get(DOOR)
                .problem(403, "forbidden"))
        .contains("ridgeway_provider");
    assertThat(operator.delete(DOOR + "/lab-2").status()).isEqualTo(204);
  }

  @Test
  void eachSettingThatIsWrongIsNamed() {
    Door.Answer answer =
        operator.post(DOOR, registration(Map.of("home", "relative", "colour", "red")));

    answer.problem(422, "invalid");
    assertThat(answer.json().path("violations"))
        .extracting(v -> v.path("field").asText())
        .containsExactlyInAnyOrder(
            "configuration.home", "configuration.software", "configuration.colour");
  }

  @Test
  void theOneThatHoldsANetworkSaysSoAndStays() {
    Running network = ridgeway.network();

    assertThat(operator.get(DOOR + "/local-1/networks").text()).contains(network.id());
    assertThat(operator.delete(DOOR + "/local-1").problem(409, "conflict")).contains(network.id());
  }

  @ParameterizedTest
  @CsvSource({
    "POST,/ops/v1/city-nodes",
    "PUT,/ops/v1/city-nodes/local-1",
    "PUT,/ops/v1/city-nodes/local-1/credentials/token",
    "POST,/ops/v1/clock",
    "POST,/ops/v1/verifications/t00000000000a"
  })
  void aRoleIsAskedForBeforeTheBodyIsRead(String method, String path) {
    Door tenant = ridgeway.customer("demo-admin").door().with("Content-Type", "application/json");

    tenant.send(method, path, "{\"no\": ").problem(403, "forbidden");
  }

  @Test
  void anOrderMustAcceptThatItSurvivesNoSiteLoss() {
    // Given
    Customer firm = ridgeway.customer("demo-admin");
    JsonNode quote = firm.door().post("/v1/quotes", Specs.ask(Specs.spec())).good();
    assertThat(quote.path("survivesSiteLoss").isBoolean()).isTrue();
    assertThat(quote.path("survivesSiteLoss").asBoolean()).isFalse();

    // When
    Door.Answer answer =
        firm.door()
            .with("Idempotency-Key", UUID.randomUUID().toString())
            .post("/v1/orders", Map.of("quote", quote.path("id").asText()));

    // Then
    assertThat(answer.problem(422, "site-loss-not-accepted")).contains("acceptNoSiteLoss");
  }

  private static Map<String, Object> registration(Map<String, String> configuration) {
    return Map.of(
        "id", "lab-1",
        "city", "Lab",
        "country", "SG",
        "provider", "lab",
        "adapter", "local",
        "maxTps", 10,
        "configuration", configuration,
        "cost", Map.of("currency", "USD", "coreMonth", "12.50"));
  }
}
