package io.ridgeway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.app.embedded.RunningRidgeway;
import java.util.Map;

/** A network that its tenant has stand still, and come back. */
record Standing(RunningRidgeway ridgeway, Firm firm, String network) {
  /** Returns once nothing of it runs. */
  void stands() {
    int nodes = firm.network(network).path("nodes").size();
    assertThat(ridgeway.cityNode().processes(network)).isNotEmpty();
    String operation = begin("suspensions");
    assertThat(firm.state(network)).isEqualTo("Suspended");
    RunningRidgeway.await("it stands still", () -> isOver(operation));
    assertThat(ridgeway.cityNode().processes(network)).isEmpty();
    assertThat(ridgeway.cityNode().nodes(network)).hasSize(nodes);
    assertThat(firm.network(network).path("nodes").findValuesAsText("phase"))
        .hasSize(nodes)
        .containsOnly("STOPPED");
  }

  /** Returns once it is Ready. */
  void comesBack() {
    String operation = begin("resumptions");
    RunningRidgeway.await("it comes back", () -> isOver(operation));
    assertThat(firm.state(network)).isEqualTo("Ready");
  }

  private String begin(String what) {
    return firm.api().post("/v1/networks/" + network + "/" + what, Map.of()).path("id").asText();
  }

  private boolean isOver(String operation) {
    JsonNode now = firm.api().get("/v1/operations/" + operation);
    return now.path("state").asText().equals("SUCCEEDED");
  }
}
