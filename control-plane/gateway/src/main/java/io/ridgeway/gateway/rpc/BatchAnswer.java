package io.ridgeway.gateway.rpc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes a node's answer to a batch apart. The batch was sent with ids 0, 1, 2 …, so that answers
 * find their calls whatever ids the caller chose.
 */
public final class BatchAnswer {
  private static final JsonFactory JSON = new JsonFactory();

  private BatchAnswer() {}

  /**
   * One answer, under any id.
   *
   * @param member {@code result} or {@code error}
   * @param value its value as JSON
   */
  public record Part(String member, Slice value) {}

  /**
   * The answers by their number; what the node left out is missing.
   *
   * @throws IOException if it is no answer to a batch
   */
  public static Map<Integer, Part> parts(byte[] body) throws IOException {
    Map<Integer, Part> parts = new HashMap<>();
    try (JsonParser parser = JSON.createParser(body)) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        throw new IOException("a batch is answered by an array");
      }
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        part(parser, body, parts);
      }
    }
    return parts;
  }

  private static void part(JsonParser parser, byte[] body, Map<Integer, Part> parts)
      throws IOException {
    int id = -1;
    @Nullable Part part = null;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      int from = (int) parser.currentTokenLocation().getByteOffset();
      parser.skipChildren();
      parser.finishToken();
      if (name.equals("id") && token == JsonToken.VALUE_NUMBER_INT) {
        id = parser.getIntValue();
      } else if ((name.equals("error") && token != JsonToken.VALUE_NULL)
          || (name.equals("result") && part == null)) {
        int to = (int) parser.currentLocation().getByteOffset();
        part = new Part(name, new Slice(body, from, to));
      }
    }
    if (part != null) {
      parts.put(id, part);
    }
  }
}
