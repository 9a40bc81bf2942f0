package io.ridgeway.portal.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.ridgeway.portal.api.KeyResource.KeyImportInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyImportReaderTest {
  private static final String KEY =
      Base64.getEncoder().encodeToString("the key itself".getBytes(StandardCharsets.UTF_8));

  private final ReadSecrets secrets = new ReadSecrets();
  private final ObjectMapper mapper =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private KeyImportInput read(String json) throws IOException {
    return mapper
        .readerFor(KeyImportInput.class)
        .withAttribute(ReadSecrets.class, secrets)
        .readValue(
            new ByteArrayInputStream(
                json.replace('\'', '"').replace("KEY", KEY).getBytes(StandardCharsets.UTF_8)));
  }

  private void allAreWiped() {
    for (byte[] key : secrets.bytes()) {
      assertThat(key).containsOnly(0);
    }
    for (char[] password : secrets.texts()) {
      assertThat(password).containsOnly('\0');
    }
  }

  @Test
  void whatIsTakenIsItsReadersToWipe() throws IOException {
    // Given
    String password = "pässword ".repeat(3_000).strip();

    // When
    KeyImportInput input =
        read(
            "{'name':'app-1','organisation':'alpha','exportable':false,'key':'KEY','password':'"
                + password
                + "'}");

    // Then
    assertThat(input.name()).isEqualTo("app-1");
    assertThat(input.organisation()).isEqualTo("alpha");
    assertThat(input.exportable()).isFalse();
    assertThat(input.key()).asString(StandardCharsets.UTF_8).isEqualTo("the key itself");
    assertThat(new String(input.password())).isEqualTo(password);
    assertThat(read("{'name':'app-1'}").key()).isNull();
    assertThat(read("{'key':null,'password':null}").password()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'key':'KEY','password':'secret','nmae':'app-1'}",
        "{'key':'KEY','password':'secret','name':{}}",
        "{'password':'secret','key':'KEY','exportable':'perhaps'}",
        "{'password':'secret','key':'KEY'} {}",
        "{'password':'secret','key':'KEY'} nonsense",
        "{'password':'secret','key':'KEY'",
        "{'password':'secret','key':'KEY',",
        "{'password':'secret','key':'KEY','name':'cut off"
      })
  void whatIsRefusedIsWiped(String body) {
    assertThatThrownBy(() -> read(body))
        .isInstanceOfSatisfying(
            JacksonException.class, e -> assertThat(e.getMessage()).doesNotContain("secret", KEY));
    assertThat(secrets.bytes()).hasSize(1);
    assertThat(secrets.texts()).hasSize(1);
    allAreWiped();
  }

  @Test
  void aPasswordThatIsNoTextHasTheKeyWiped() {
    for (String body :
        new String[] {"{'key':'KEY','password':7}", "{'key':'KEY','password':['a','b']}"}) {
      assertThatThrownBy(() -> read(body))
          .isInstanceOfSatisfying(
              JsonMappingException.class,
              e -> assertThat(e.getPath().get(0).getFieldName()).isEqualTo("password"));
    }
    assertThat(secrets.bytes()).hasSize(2);
    allAreWiped();
  }

  @Test
  void anUnknownFieldIsNamed() {
    assertThatThrownBy(() -> read("{'key':'KEY','nmae':'app-1'}"))
        .isInstanceOfSatisfying(
            UnrecognizedPropertyException.class,
            e -> assertThat(e.getPropertyName()).isEqualTo("nmae"));
  }

  @Test
  void ofAFieldThatComesTwiceTheFirstIsWiped() throws IOException {
    // When
    KeyImportInput input =
        read("{'key':'AAECAw==','password':'first','key':'KEY','password':'second'}");

    // Then
    assertThat(input.key()).asString(StandardCharsets.UTF_8).isEqualTo("the key itself");
    assertThat(input.password()).containsExactly('s', 'e', 'c', 'o', 'n', 'd');
    assertThat(secrets.bytes().get(0)).containsOnly(0);
    assertThat(secrets.texts().get(0)).containsOnly('\0');
  }
}
