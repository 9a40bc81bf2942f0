package io.ridgeway.gateway.bsn;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What is around every request. What it holds besides isn't signed, and so isn't read.
 *
 * @param mac empty if there is none
 * @param body what stands there, whatever it is
 */
public record Envelope(String userCode, String appCode, String mac, JsonNode body) {
  private static final int LONGEST_CODE = 128;
  private static final ObjectMapper JSON =
      new ObjectMapper(
              JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /**
   * Reads it.
   *
   * @throws Malformed if it can't be told whose it is
   */
  public static Envelope parse(byte[] bytes) {
    JsonNode whole = tree(bytes);
    JsonNode header = whole.path("header");
    return new Envelope(
        code(header, "userCode"),
        code(header, "appCode"),
        whole.path("mac").asText(""),
        whole.path("body"));
  }

  private static JsonNode tree(byte[] bytes) {
    try {
      // A parser that is handed bytes guesses what they are, and also takes other encodings.
      JsonNode whole =
          JSON.readTree(
              StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
      return whole == null ? MissingNode.getInstance() : whole;
    } catch (IOException e) {
      throw new Malformed(
          "The body can't be read as JSON: it must be one object in UTF-8, with each member once.");
    }
  }

  private static String code(JsonNode header, String name) {
    JsonNode code = header.path(name);
    if (!code.isTextual()
        || code.textValue().isEmpty()
        || code.textValue().length() > LONGEST_CODE) {
      throw new Malformed("header." + name + " must be a string of 1 to 128 characters.");
    }
    return code.textValue();
  }
}
