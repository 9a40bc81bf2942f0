package io.ridgeway.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealmTemplateTest {
  private final ObjectMapper json = new ObjectMapper();
  @TempDir private Path directory;
  private Secrets secrets;

  @BeforeEach
  void setUp() {
    secrets =
        Secrets.loadOrCreate(new Home(directory, directory.resolve("cache")), new SecureRandom());
  }

  @Test
  void isJsonWithNothingLeftToFill() throws IOException {
    // When
    String filled = RealmTemplate.fill("http://127.0.0.1:8080", secrets);

    // Then
    assertThat(filled).doesNotContain("${");
    assertThat(json.readTree(filled).path("realm").asText()).isEqualTo("ridgeway");
  }

  @Test
  void everyClientsTokensAreMeantForTheApi() throws IOException {
    // When
    JsonNode realm = json.readTree(RealmTemplate.fill("http://127.0.0.1:8080", secrets));

    // Then
    assertThat(realm.path("clients"))
        .hasSize(3)
        .allSatisfy(
            client ->
                assertThat(client.at("/protocolMappers/0/config/included.custom.audience").asText())
                    .isEqualTo("ridgeway-api"));
  }

  @Test
  void noClientTakesAPassword() throws IOException {
    // When
    JsonNode realm = json.readTree(RealmTemplate.fill("http://127.0.0.1:8080", secrets));

    // Then
    assertThat(realm.path("clients"))
        .allSatisfy(
            client ->
                assertThat(client.path("directAccessGrantsEnabled").asBoolean(true)).isFalse());
  }
}
