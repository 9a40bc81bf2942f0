package io.ridgeway.portal.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ridgeway.portal.api.KeyResource.KeyImportInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WipedBase64Test {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static KeyImportInput read(String key) throws IOException {
    String body = "{\"name\":\"clerk\",\"key\":" + key + ",\"password\":\"pass\"}";
    return JSON.readValue(
        new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), KeyImportInput.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 32, 511, 512, 513, 16_384, 100_000})
  void readsAllOfIt(int length) throws IOException {
    // Given
    byte[] key = new byte[length];
    new Random(length).nextBytes(key);

    // When
    KeyImportInput read = read("\"" + Base64.getEncoder().encodeToString(key) + "\"");

    // Then
    assertThat(read.key()).isEqualTo(key);
    assertThat(read.name()).isEqualTo("clerk");
    assertThat(read.password()).containsExactly('p', 'a', 's', 's');
  }

  @Test
  void isAbsentWhereNothingIs() throws IOException {
    assertThat(read("null").key()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "{}", "[1]", "true", "\"c2VjcmV0-!\"", "\"c2VjcmV0c2VjcmV\""})
  void refusesWhatIsNoneAndQuotesNothingOfIt(String key) {
    assertThatExceptionOfType(JsonMappingException.class)
        .isThrownBy(() -> read(key))
        .satisfies(e -> assertThat(e.getOriginalMessage()).doesNotContain("c2VjcmV0"))
        .satisfies(e -> assertThat(e.getPath()).extracting("fieldName").containsExactly("key"));
  }

  @Test
  void whatBreaksOffIsNoJson() {
    byte[] body = "{\"key\":\"c2Vj".getBytes(StandardCharsets.UTF_8);
    assertThatExceptionOfType(JsonProcessingException.class)
        .isThrownBy(() -> JSON.readValue(new ByteArrayInputStream(body), KeyImportInput.class))
        .satisfies(e -> assertThat(e).rootCause().isInstanceOf(JsonEOFException.class));
  }
}
