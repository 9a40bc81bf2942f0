package io.ridgeway.adapter.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DigestsTest {
  @Test
  void theOrderOfKeysMakesNoDifferenceAndThatOfListsDoes() {
    // Given
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("a", Map.of("x", 1));
    one.put("b", List.of("1", "2"));
    Map<String, Object> other = new LinkedHashMap<>();
    other.put("b", List.of("1", "2"));
    other.put("a", Map.of("x", 1));
    // When, Then
    assertThat(Digests.ofJson(one)).isEqualTo(Digests.ofJson(other)).hasSize(32);
    other.put("b", List.of("2", "1"));
    assertThat(Digests.ofJson(one)).isNotEqualTo(Digests.ofJson(other));
  }
}
