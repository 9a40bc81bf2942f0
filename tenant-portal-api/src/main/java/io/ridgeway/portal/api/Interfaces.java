package io.ridgeway.portal.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Interfaces of contracts as Solidity's compiler writes them. */
public final class Interfaces {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private Interfaces() {}

  /**
   * The same without blanks.
   *
   * @throws IllegalArgumentException if it is no JSON array of objects
   */
  public static String checked(String abi) {
    try {
      JsonNode whole = JSON.readTree(abi);
      if (whole != null && whole.isArray() && allObjects(whole)) {
        return whole.toString();
      }
    } catch (JsonProcessingException e) {
      // Said below: what the parser says may hold what was sent.
    }
    throw new IllegalArgumentException(
        "abi must be a JSON array of objects, as Solidity's compiler writes it");
  }

  private static boolean allObjects(JsonNode whole) {
    for (JsonNode entry : whole) {
      if (!entry.isObject()) {
        return false;
      }
    }
    return true;
  }
}
