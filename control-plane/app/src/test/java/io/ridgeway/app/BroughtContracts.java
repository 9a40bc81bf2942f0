package io.ridgeway.app;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.app.cli.ApiProblem;
import io.ridgeway.app.embedded.RunningRidgeway;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The contracts that a tenant brings to one of its networks, by the API. */
record BroughtContracts(Firm firm, String network) {

  /** A jar, as it is brought. */
  static Map<String, Object> jar(String name, String version, byte[] jar) {
    return new HashMap<>(Map.of("name", name, "version", version, "jar", jar));
  }

  String path() {
    return "/v1/networks/" + network + "/contracts";
  }

  JsonNode list() {
    return firm.api().get(path()).path("items");
  }

  /** Brings it, and waits until it runs. */
  void deploy(Map<String, Object> contract) {
    String operation = firm.api().post(path(), contract).path("id").asText();
    RunningRidgeway.await(
        "the contract runs",
        () ->
            firm.api()
                .get("/v1/operations/" + operation)
                .path("state")
                .asText()
                .equals("SUCCEEDED"));
  }

  /** It can't be brought, for that reason. */
  void refused(Map<String, Object> contract, String why) {
    assertThatThrownBy(() -> firm.api().post(path(), contract))
        .isInstanceOf(ApiProblem.class)
        .hasMessageContaining(why);
  }

  /** The nodes that run contracts, sorted. */
  List<String> services() {
    return firm.network(network).path("nodes").findValuesAsText("name").stream()
        .filter(name -> name.startsWith("contract-"))
        .sorted()
        .toList();
  }
}
