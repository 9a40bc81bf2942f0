package io.ridgeway.framework.fiscobcos;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The interface of one function as Solidity's compiler writes it, from its signature; the SDK takes
 * tuples and arrays that way only. It shares no code with what is tested.
 */
final class InterfaceJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String text;
  private int at;

  private InterfaceJson(String text) {
    this.text = text;
  }

  /** Of {@code name(types)}, without blanks or names of parameters. */
  static String of(String signature) {
    int open = signature.indexOf('(');
    InterfaceJson types = new InterfaceJson(signature.substring(open));
    ObjectNode function =
        JSON.createObjectNode()
            .put("type", "function")
            .put("name", signature.substring(0, open))
            .put("stateMutability", "nonpayable");
    function.set("inputs", types.list());
    function.putArray("outputs");
    return JSON.createArrayNode().add(function).toString();
  }

  private ArrayNode list() {
    ArrayNode all = JSON.createArrayNode();
    at++;
    while (text.charAt(at) != ')') {
      all.add(parameter("p" + all.size()));
      if (text.charAt(at) == ',') {
        at++;
      }
    }
    at++;
    return all;
  }

  private ObjectNode parameter(String name) {
    ObjectNode parameter = JSON.createObjectNode().put("name", name);
    String type = "tuple";
    if (text.charAt(at) == '(') {
      parameter.set("components", list());
    } else {
      type = word("[a-z0-9]");
    }
    return parameter.put("type", type + word("[\\[\\]0-9]"));
  }

  private String word(String letters) {
    int from = at;
    while (at < text.length() && text.substring(at, at + 1).matches(letters)) {
      at++;
    }
    return text.substring(from, at);
  }
}
