package io.ridgeway.framework.fiscobcos;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A method of the nodes' JSON-RPC that applications are offered: its parameters behind the group
 * and the node. None tells of nodes' addresses, none changes anything but {@code sendTransaction}.
 */
enum RpcMethod {
  BLOCK_NUMBER("getBlockNumber"),
  BLOCK_BY_NUMBER("getBlockByNumber", Parameter.NUMBER, Parameter.FLAG, Parameter.FLAG),
  BLOCK_BY_HASH("getBlockByHash", Parameter.HASH, Parameter.FLAG, Parameter.FLAG),
  BLOCK_HASH_BY_NUMBER("getBlockHashByNumber", Parameter.NUMBER),
  TRANSACTION("getTransaction", Parameter.HASH, Parameter.FLAG),
  TRANSACTION_RECEIPT("getTransactionReceipt", Parameter.HASH, Parameter.FLAG),
  TOTAL_TRANSACTION_COUNT("getTotalTransactionCount"),
  PENDING_TX_SIZE("getPendingTxSize"),
  CODE("getCode", Parameter.ADDRESS),
  ABI("getABI", Parameter.ADDRESS),
  SYSTEM_CONFIG("getSystemConfigByKey", Parameter.KEY),
  SEALERS("getSealerList"),
  OBSERVERS("getObserverList"),
  PBFT_VIEW("getPbftView"),
  CALL("call", Parameter.ADDRESS, Parameter.BYTES),
  SEND("sendTransaction", Parameter.BYTES, Parameter.FLAG);

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  private static final Map<String, RpcMethod> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(m -> m.title, m -> m));

  private final String title;
  private final List<Parameter> parameters;

  RpcMethod(String title, Parameter... parameters) {
    this.title = title;
    this.parameters = List.of(parameters);
  }

  /** One place of the list; what may be left out is at its end. */
  private enum Parameter {
    NUMBER("a block's number", false, JsonNode::canConvertToLong, JsonNode::asLong),
    FLAG("true or false", true, JsonNode::isBoolean, JsonNode::asBoolean),
    HASH("0x and 64 hex digits", "0x[0-9a-fA-F]{64}"),
    ADDRESS("an address: 0x and 40 hex digits", "0x[0-9a-fA-F]{40}"),
    BYTES("0x and an even number of hex digits", "0x(?:[0-9a-fA-F]{2})+"),
    KEY("a setting's name", "[a-z0-9_]{1,64}");

    private final String form;
    private final boolean optional;
    private final Predicate<JsonNode> test;
    private final Function<JsonNode, Object> value;

    Parameter(
        String form, boolean optional, Predicate<JsonNode> test, Function<JsonNode, Object> value) {
      this.form = form;
      this.optional = optional;
      this.test = test;
      this.value = value;
    }

    Parameter(String form, String text) {
      this(form, false, matching(Pattern.compile(text)), JsonNode::asText);
    }

    private static Predicate<JsonNode> matching(Pattern pattern) {
      return node -> node.isTextual() && pattern.matcher(node.asText()).matches();
    }

    Object read(JsonNode given, int place) {
      if (!test.test(given)
          || (this == NUMBER && (!given.isIntegralNumber() || given.asLong() < 0))) {
        throw new IllegalArgumentException("params[" + place + "] must be " + form);
      }
      return value.apply(given);
    }
  }

  /** As it is on the wire. */
  String title() {
    return title;
  }

  static Optional<RpcMethod> of(String title) {
    return Optional.ofNullable(BY_NAME.get(title));
  }

  /**
   * Reads its parameters.
   *
   * @param params as the caller wrote them
   * @return as a node is given them
   * @throws IllegalArgumentException that says what is wrong with which
   */
  List<Object> read(String params, Chain chain) {
    JsonNode list = list(params);
    String shape = "[\"" + chain.groupId() + "\",\"\"" + ",…".repeat(parameters.size()) + "]";
    if (!list.isArray() || list.size() < 2 || list.size() > 2 + parameters.size()) {
      throw new IllegalArgumentException("params of " + title + " are " + shape);
    }
    if (!list.get(0).asText().equals(chain.groupId())) {
      throw new IllegalArgumentException(
          "params[0] must be this chain's group, \"" + chain.groupId() + "\"");
    }
    if (!list.get(1).isTextual() || !list.get(1).asText().isEmpty()) {
      throw new IllegalArgumentException(
          "params[1] must be \"\": which node is asked is the gateway's choice");
    }
    List<Object> read = new ArrayList<>(List.of(chain.groupId(), ""));
    for (int i = 0; i < parameters.size(); i++) {
      Parameter parameter = parameters.get(i);
      int place = 2 + i;
      if (place < list.size()) {
        read.add(parameter.read(list.get(place), place));
      } else if (parameter.optional) {
        read.add(false);
      } else {
        throw new IllegalArgumentException("params[" + place + "] is missing: " + parameter.form);
      }
    }
    return read;
  }

  private static JsonNode list(String params) {
    try {
      return JSON.readTree(params);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("params are no JSON", e);
    }
  }
}
