package io.ridgeway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.app.cli.ApiProblem;
import io.ridgeway.app.embedded.RunningRidgeway;
import java.util.List;
import java.util.Map;

/** A tenant has private data of the notary erased, and reads the record of it. */
record TakenDown(Firm firm, String network) {
  private static final String NOTE = "Ann Smith, born 1980";

  /** Beta's note is at beta's peer, and then nowhere. */
  void forgets(OwnKeys beta, String lease, List<String> program) {
    // Given
    beta.notes(lease, NOTE, program);
    assertThatThrownBy(() -> begin("_implicit_org_gamma", lease))
        .isInstanceOf(ApiProblem.class)
        .hasMessageContaining("has no collection _implicit_org_gamma");

    // When
    String id = begin("_implicit_org_beta", lease).path("id").asText();
    JsonNode record = over(id);

    // Then
    assertThat(record.path("state").asText()).as(record.toString()).isEqualTo("PURGED");
    assertThat(record.path("answers").findValuesAsText("found"))
        .containsExactly("NOT_MEMBER", "ERASED");
    assertThat(record.at("/answers/1/detail").asText()).contains("whose hashes remain");
    assertThat(record.path("block").asLong()).isPositive();
    assertThat(record.path("keyHashes")).hasSize(1);
    assertThat(record.toString()).doesNotContain(lease);
    assertThat(beta.noted(lease, program)).contains("There is nothing").doesNotContain(NOTE);

    // When it is asked for again
    JsonNode again = over(begin("_implicit_org_beta", lease).path("id").asText());
    // Then
    assertThat(again.path("state").asText()).isEqualTo("FAILED");
    assertThat(again.path("message").asText()).contains("There is nothing under one of the keys");
    assertThat(firm.api().get(path()).path("items")).hasSize(2);
  }

  private JsonNode begin(String collection, String key) {
    return firm.api()
        .post(
            path(),
            Map.of(
                "contract",
                "notary",
                "collection",
                collection,
                "keys",
                List.of(key),
                "reason",
                "She asked for it.",
                "reference",
                "DSR 2026-4"));
  }

  private JsonNode over(String id) {
    RunningRidgeway.await(
        "takedown " + id + " is over",
        () ->
            !firm.api().get(path() + "/" + id).path("state").asText().equals("PURGING")
                && firm.state(network).equals("Ready"));
    return firm.api().get(path() + "/" + id);
  }

  private String path() {
    return "/v1/networks/" + network + "/takedowns";
  }
}
