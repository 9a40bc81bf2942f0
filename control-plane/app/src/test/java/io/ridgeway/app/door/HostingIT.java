package io.ridgeway.app.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.app.door.DoorFixture.Running;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The operators' word on networks that carry others. */
class HostingIT {
  private final DoorFixture ridgeway = DoorFixture.running();
  private final Running network = ridgeway.network();
  private final String door = "/ops/v1/networks/" + network.id() + "/hosting";

  @Test
  void aNetworkCarriesNobodyBeforeAnOperatorSaysSo() {
    JsonNode hosting = ridgeway.operator().get(door).good();

    assertThat(hosting.path("places").asInt()).isZero();
    assertThat(hosting.path("open").asBoolean()).isFalse();
    assertThat(hosting.path("guests")).isEmpty();
    assertThat(hosting.path("obstacle").asText()).isEqualTo("Its framework has no shared tier.");
  }

  @Test
  void whatCanNotCarryOthersIsNotOpened() {
    Door operator = ridgeway.operator();

    assertThat(put(operator, Map.of("places", 5, "open", true)).problem(409, "illegal-transition"))
        .contains("can't take guests. Its framework has no shared tier.");
    put(operator, Map.of("places", -1, "open", false)).problem(422, "invalid");
    put(operator, Map.of("places", 5)).problem(400, "bad-request");
    assertThat(
            send(operator, "POST", door + "/cleared", Map.of("guests", List.of(network.id())))
                .problem(422, "invalid"))
        .contains("Name some of those that wait");
    operator.get("/ops/v1/networks/n00000000000a/hosting").problem(404, "not-found");
  }

  @Test
  void whatCarriesNobodyHasNoWindows() {
    // Given
    Door operator = ridgeway.operator();
    Map<String, Object> time =
        Map.of("day", "SUNDAY", "at", "03:30", "zone", "Asia/Shanghai", "minutes", 60);
    // Then
    assertThat(operator.get(door).good().at("/windows/obstacle").asText()).isNotEmpty();
    assertThat(send(operator, "POST", door + "/windows", Map.of()).problem(409, "conflict"))
        .contains("No window can be opened");
    assertThat(send(operator, "PUT", door + "/window-time", time).problem(409, "conflict"))
        .contains("No window can be opened");
    Map<String, Object> wrong =
        Map.of("day", "SOMEDAY", "at", "25:00", "zone", "Nowhere", "minutes", 5);
    assertThat(send(operator, "PUT", door + "/window-time", wrong).problem(422, "invalid"))
        .isNotBlank();
    send(operator, "PUT", door + "/window-time", Map.of("day", "SUNDAY"))
        .problem(400, "bad-request");
    assertThat(operator.get("/ops/v1/hosts").good().isArray()).isTrue();
    network.owner().door().get("/ops/v1/hosts").problem(403, "forbidden");
  }

  @Test
  void aFrameworkWithoutASharedTierIsNotQuotedInIt() {
    Map<String, Object> shared = Specs.ask(Specs.spec("tier", "SHARED"));

    assertThat(
            send(network.owner().door(), "POST", "/v1/quotes", shared).problem(422, "invalid-spec"))
        .isNotBlank();
  }

  private Door.Answer put(Door operator, Map<String, Object> body) {
    return send(operator, "PUT", door, body);
  }

  private static Door.Answer send(Door door, String method, String path, Object body) {
    try {
      return door.with("Content-Type", "application/json")
          .send(method, path, Door.JSON.writeValueAsString(body));
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalStateException("maps can be written", e);
    }
  }
}
