package io.ridgeway.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class ManifestsCommandTest {

  @Test
  void aCityNodesDocumentsAreOneStream() {
    assertThat(
            stream(
                """
                {"cityNode": "frankfurt-1", "problem": null, "documents": [
                  {"name": "namespace/n", "text": "---\\nkind: Namespace\\n"},
                  {"name": "service/s", "text": "kind: Service"}]}
                """))
        .isEqualTo(
            """
            # city node frankfurt-1
            ---
            kind: Namespace
            ---
            kind: Service
            """);
  }

  @Test
  void oneThatHasNothingToShowIsAComment() {
    assertThat(
            stream(
                """
                {"cityNode": "local-1", "problem": "It has none.\\nkind: Evil", "documents": []}
                """))
        .isEqualTo(
            """
            # city node local-1
            # It has none.
            # kind: Evil
            """);
  }

  private static String stream(String json) {
    return ManifestsCommand.stream(read(json));
  }

  private static JsonNode read(String json) {
    try {
      return Http.JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
