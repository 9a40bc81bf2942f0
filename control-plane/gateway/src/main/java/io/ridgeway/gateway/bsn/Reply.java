package io.ridgeway.gateway.bsn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What is answered. The body's members are in the order of signing.
 *
 * @param code 0 if it was done, else -1
 * @param msg what happened; never null, as clients can't read that
 */
public record Reply(int code, String msg, JsonNode body) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** It was done. */
  public static Reply done(JsonNode body) {
    return new Reply(0, "Transaction successful", body);
  }

  /** It wasn't; clients expect no body then. */
  public static Reply refused(String why) {
    return new Reply(-1, why, NullNode.getInstance());
  }

  /** An empty object, to be filled in the order of signing. */
  public static ObjectNode object() {
    return JSON.createObjectNode();
  }

  /** An empty array, to be filled in the order of signing. */
  public static ArrayNode array() {
    return JSON.createArrayNode();
  }

  /** The text that is signed. */
  public String signed() {
    return code + msg + values(body);
  }

  /** The values, one after the other in the order of the members. */
  static String values(JsonNode node) {
    StringBuilder text = new StringBuilder();
    append(node, text);
    return text.toString();
  }

  /** The whole answer as JSON. */
  public String json(String mac) {
    ObjectNode whole = JSON.createObjectNode();
    whole.putObject("header").put("code", code).put("msg", msg);
    whole.put("mac", mac);
    whole.set("body", body);
    return whole.toString();
  }

  private static void append(JsonNode node, StringBuilder text) {
    if (node.isContainerNode()) {
      node.forEach(child -> append(child, text));
    } else if (!node.isNull()) {
      text.append(node.asText());
    }
  }
}
