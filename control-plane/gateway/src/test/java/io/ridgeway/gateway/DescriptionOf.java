package io.ridgeway.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ridgeway.gateway.bsn.Field;
import io.ridgeway.gateway.bsn.Operation;
import io.ridgeway.model.problem.ProblemType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The gateway's description in OpenAPI, made of the code and of what it answers. */
final class DescriptionOf {
  static final List<String> CALL =
      List.of("contract", "function", "args", "transient", "deploy", "key", "async");
  static final List<String> QUESTION = List.of("contract", "function", "args", "transient", "key");

  /** What a call may end in, besides its answer. */
  static final List<ProblemType> PROBLEMS =
      List.of(
          ProblemType.BAD_REQUEST,
          ProblemType.UNAUTHENTICATED,
          ProblemType.NOT_FOUND,
          ProblemType.METHOD_NOT_ALLOWED,
          ProblemType.NETWORK_SUSPENDED,
          ProblemType.TOO_LARGE,
          ProblemType.UNSUPPORTED_MEDIA_TYPE,
          ProblemType.INVALID,
          ProblemType.TOO_MANY_REQUESTS,
          ProblemType.INTERNAL,
          ProblemType.UNAVAILABLE,
          ProblemType.OUTCOME_UNKNOWN);

  private static final Map<Operation, String> SUMMARIES =
      Map.ofEntries(
          Map.entry(Operation.APP_INFO, "What an application is; without a mac"),
          Map.entry(Operation.REGISTER, "Register a user"),
          Map.entry(Operation.ENROLL, "Have a user's own key certified"),
          Map.entry(Operation.CALL, "Have a function change the ledger"),
          Map.entry(Operation.TRANS, "Ask by a proposal that the user signed"),
          Map.entry(Operation.ENDORSE, "Not of BSN: have members agree to a signed proposal"),
          Map.entry(
              Operation.SUBMIT, "Not of BSN: send what members agreed to and the user signed"),
          Map.entry(Operation.TRANSACTION, "How a transaction ended"),
          Map.entry(Operation.TRANSACTION_DATA, "A transaction as the ledger encodes it"),
          Map.entry(Operation.BLOCK, "A block"),
          Map.entry(Operation.BLOCK_DATA, "A block as the ledger encodes it"),
          Map.entry(Operation.LEDGER, "How high the ledger is"),
          Map.entry(Operation.EVENT_REGISTER, "Order a contract's events"),
          Map.entry(Operation.BLOCK_EVENT_REGISTER, "Order blocks"),
          Map.entry(Operation.EVENT_QUERY, "The orders that stand"),
          Map.entry(Operation.EVENT_REMOVE, "End an order"),
          Map.entry(Operation.FISCO_REGISTER, "Register a user"),
          Map.entry(Operation.FISCO_CALL, "Call a function of a contract by its name"),
          Map.entry(Operation.FISCO_TRANS, "Send a transaction that the user signed, or ask"),
          Map.entry(Operation.FISCO_TRANSACTION, "A transaction"),
          Map.entry(Operation.FISCO_RECEIPT, "A transaction's receipt"),
          Map.entry(Operation.FISCO_BLOCK, "A block"),
          Map.entry(Operation.FISCO_HEIGHT, "How high the ledger is"),
          Map.entry(Operation.FISCO_COUNT, "How many transactions there are"),
          Map.entry(Operation.FISCO_COUNT_IN_BLOCK, "How many transactions a block has"),
          Map.entry(Operation.FISCO_EVENT_REGISTER, "Order blocks, or a contract's events"),
          Map.entry(Operation.FISCO_EVENT_QUERY, "The orders that stand"),
          Map.entry(Operation.FISCO_EVENT_REMOVE, "End an order"));

  private final ObjectNode whole = BsnGateway.JSON.createObjectNode();
  private final ObjectNode paths;

  /**
   * Makes it.
   *
   * @param answers what each of BSN's operations answered as its body
   */
  DescriptionOf(Map<Operation, JsonNode> answers) {
    whole.put("openapi", "3.1.0");
    whole
        .putObject("info")
        .put("title", "Ridgeway gateway")
        .put("version", "1")
        .put(
            "description",
            "The native door, FISCO BCOS's JSON-RPC, and the protocol of BSN's public city node"
                + " gateway. docs/gateway.md has the words to it.");
    paths = whole.putObject("paths");
    Arrays.stream(NativePath.What.values()).forEach(this::door);
    fisco();
    Arrays.stream(Operation.values()).forEach(o -> bsn(o, answers.get(o)));
    components();
  }

  String text() {
    return whole.toPrettyString() + "\n";
  }

  static String path(NativePath.What what) {
    return NativePath.PREFIX
        + "{network}"
        + switch (what) {
          case SUBMIT -> "/transactions";
          case PREPARE -> "/transactions/prepare";
          case QUERY -> "/queries";
          case TRANSACTION -> "/transactions/{transaction}";
          case BLOCK -> "/blocks/{block}";
          case EVENTS -> "/events";
        };
  }

  private void door(NativePath.What what) {
    String path = path(what);
    ObjectNode operation =
        paths
            .putObject(path)
            .putObject(what.method().toLowerCase(Locale.ROOT))
            .put("operationId", what.name().toLowerCase(Locale.ROOT));
    operation.putArray("tags").add("native");
    parameters(operation, path, what);
    ObjectNode responses = BsnGateway.JSON.createObjectNode();
    switch (what) {
      case SUBMIT -> {
        body(operation, CALL, List.of("payload", "signature", "account", "async"));
        answer(responses, 200, "application/json", "Receipt");
        answer(responses, 202, "application/json", "Pending");
      }
      case QUERY -> {
        body(operation, QUESTION, List.of("payload", "signature"));
        answer(responses, 200, "application/json", "Result");
      }
      case PREPARE -> {
        body(
            operation,
            List.of("contract", "function", "args", "transient", "organisation", "certificate"),
            List.of("payload", "signature"),
            List.of("contract", "function", "args", "account"));
        answer(responses, 200, "application/json", "Draft");
      }
      case TRANSACTION -> answer(responses, 200, "application/json", "Transaction");
      case BLOCK -> answer(responses, 200, "application/json", "Block");
      case EVENTS -> answer(responses, 200, "text/event-stream", "Event");
    }
    PROBLEMS.forEach(p -> answer(responses, p.status(), Problem.MEDIA_TYPE, "Problem"));
    operation.set("responses", responses);
  }

  /** A batch is a list of the same. */
  private void fisco() {
    ObjectNode post =
        paths
            .putObject("/fisco/{network}")
            .putObject("post")
            .put("operationId", "fisco")
            .put("summary", "FISCO BCOS's own JSON-RPC: what reads, and sendTransaction");
    post.putArray("tags").add("fisco");
    parameter(post.putArray("parameters"), "network", "path", true);
    either(post.putObject("requestBody").put("required", true).putObject("content"), "RpcCall");
    ObjectNode responses = post.putObject("responses");
    for (int status : new int[] {200, 400, 401, 404, 405, 408, 413, 415, 429, 500, 503, 504}) {
      either(
          responses
              .putObject(Integer.toString(status))
              .put("description", status == 200 ? "Answered, or refused" : "Refused")
              .putObject("content"),
          "RpcAnswer");
    }
    responses.putObject("204").put("description", "Nobody wanted an answer");
  }

  private static void either(ObjectNode content, String schema) {
    String reference = "#/components/schemas/" + schema;
    ArrayNode either = content.putObject("application/json").putObject("schema").putArray("oneOf");
    either.addObject().put("$ref", reference);
    either.addObject().put("type", "array").putObject("items").put("$ref", reference);
  }

  private static void parameters(ObjectNode operation, String path, NativePath.What what) {
    ArrayNode parameters = operation.putArray("parameters");
    for (String name : List.of("network", "transaction", "block")) {
      if (path.contains("{" + name + "}")) {
        parameter(parameters, name, "path", true);
      }
    }
    switch (what) {
      case TRANSACTION, BLOCK -> parameter(parameters, "key", "query", false);
      case EVENTS -> {
        parameter(parameters, "contract", "query", true);
        parameter(parameters, "from", "query", false);
        parameter(parameters, "after", "query", false);
        parameter(parameters, "key", "query", false);
        parameter(parameters, "Last-Event-ID", "header", false);
      }
      default -> {}
    }
  }

  private static void parameter(ArrayNode all, String name, String in, boolean required) {
    all.addObject()
        .put("name", name)
        .put("in", in)
        .put("required", required)
        .putObject("schema")
        .put("type", "string");
  }

  @SafeVarargs
  private static void body(ObjectNode operation, List<String>... bodies) {
    ArrayNode either =
        operation
            .putObject("requestBody")
            .put("required", true)
            .putObject("content")
            .putObject("application/json")
            .putObject("schema")
            .putArray("oneOf");
    for (List<String> one : bodies) {
      ObjectNode schema = either.addObject().put("type", "object");
      schema.put("additionalProperties", false);
      ObjectNode members = schema.putObject("properties");
      one.forEach(name -> member(members.putObject(name), name));
    }
  }

  private static void member(ObjectNode schema, String name) {
    switch (name) {
      case "args" -> schema.put("type", "array").putObject("items").put("type", "string");
      case "transient" ->
          schema.put("type", "object").putObject("additionalProperties").put("type", "string");
      case "async" -> schema.put("type", "boolean");
      default -> schema.put("type", "string");
    }
  }

  private static void answer(ObjectNode responses, int status, String type, String schema) {
    responses
        .putObject(Integer.toString(status))
        .put("description", schema)
        .putObject("content")
        .putObject(type)
        .putObject("schema")
        .put("$ref", "#/components/schemas/" + schema);
  }

  private void bsn(Operation operation, JsonNode answered) {
    ObjectNode post =
        paths
            .putObject(operation.path())
            .putObject("post")
            .put(
                "operationId",
                "bsn" + operation.path().substring("/api".length()).replace('/', '.'))
            .put("summary", SUMMARIES.get(operation))
            .put("x-ca-type", operation.mode().name().toLowerCase(Locale.ROOT));
    post.putArray("tags").add("bsn " + operation.section().name().toLowerCase(Locale.ROOT));
    post.putArray("security");
    ObjectNode request = envelope(post.putObject("requestBody").put("required", true), "Asking");
    ObjectNode body = request.putObject("body").put("type", "object");
    ObjectNode members = body.putObject("properties");
    ArrayNode needed = BsnGateway.JSON.createArrayNode();
    for (Field field : operation.fields()) {
      field(members.putObject(field.name()), field);
      if (field.required()) {
        needed.add(field.name());
      }
    }
    body.set("required", needed);
    ObjectNode done =
        post.putObject("responses").putObject("200").put("description", "Done, or refused");
    ObjectNode answer = envelope(done, "Answering");
    ArrayNode either = answer.putObject("body").putArray("oneOf");
    either.add(shape(answered));
    either.addObject().put("type", "null");
  }

  /** Header and mac; the members, for the body. */
  private static ObjectNode envelope(ObjectNode within, String header) {
    ObjectNode members =
        within
            .putObject("content")
            .putObject("application/json")
            .putObject("schema")
            .put("type", "object")
            .putObject("properties");
    members.putObject("header").put("$ref", "#/components/schemas/" + header);
    members.putObject("mac").put("type", "string");
    return members;
  }

  private static void field(ObjectNode schema, Field field) {
    switch (field.kind()) {
      case TEXT ->
          schema
              .put("type", "string")
              .put("minLength", field.required() ? 1 : 0)
              .put("maxLength", field.most());
      case NUMBER -> schema.putArray("type").add("integer").add("string");
      case TEXTS ->
          schema
              .put("type", "array")
              .put("maxItems", field.most())
              .putObject("items")
              .put("type", "string");
      case MAP ->
          schema
              .put("type", "object")
              .put("maxProperties", field.most())
              .putObject("additionalProperties")
              .put("type", "string");
    }
  }

  /** The schema of something that was answered. */
  static ObjectNode shape(JsonNode answered) {
    ObjectNode schema = BsnGateway.JSON.createObjectNode();
    if (answered.isObject()) {
      schema.put("type", "object");
      ObjectNode members = schema.putObject("properties");
      ArrayNode required = BsnGateway.JSON.createArrayNode();
      answered
          .fields()
          .forEachRemaining(
              entry -> {
                members.set(entry.getKey(), shape(entry.getValue()));
                required.add(entry.getKey());
              });
      schema.set("required", required);
    } else if (answered.isArray()) {
      schema.put("type", "array").set("items", shape(answered.path(0)));
    } else {
      schema.put(
          "type", answered.isBoolean() ? "boolean" : answered.isNumber() ? "integer" : "string");
    }
    return schema;
  }

  private void components() {
    ObjectNode components = whole.putObject("components");
    ObjectNode schemas = components.putObject("schemas");
    schema(
        schemas, "Receipt", "transaction", "block#", "status", "code", "result", "resultEncoding");
    schema(schemas, "Pending", "transaction", "status");
    schema(schemas, "Result", "result", "resultEncoding");
    schema(
        schemas,
        "Draft",
        "step transaction account payload digest result resultEncoding".split(" "));
    schema(
        schemas,
        "Transaction",
        "transaction",
        "insteadOf",
        "block#",
        "status",
        "code",
        "at",
        "by",
        "contract",
        "function",
        "args*",
        "result",
        "resultEncoding");
    schema(schemas, "Block", "number#", "hash", "previousHash", "at", "transactions*");
    schema(
        schemas,
        "Event",
        "block# transaction index# contract name payload payloadEncoding".split(" "));
    schema(schemas, "Problem", "type", "title", "status#", "detail", "transaction");
    schema(schemas, "RpcCall", "jsonrpc", "id", "method", "params*");
    schema(schemas, "RpcError", "code#", "message");
    schema(schemas, "RpcAnswer", "jsonrpc", "id");
    for (String each : List.of("RpcCall", "RpcAnswer")) {
      ObjectNode id = (ObjectNode) schemas.path(each).path("properties").path("id");
      id.putArray("type").add("string").add("number").add("null");
    }
    ((ObjectNode) schemas.path("RpcAnswer").path("properties"))
        .putObject("error")
        .put("$ref", "#/components/schemas/RpcError");
    schema(schemas, "Asking", "userCode", "appCode", "tId");
    schema(schemas, "Answering", "code#", "msg");
    ObjectNode schemes = components.putObject("securitySchemes");
    schemes.putObject("key").put("type", "apiKey").put("in", "header").put("name", "X-Api-Key");
    schemes.putObject("bearer").put("type", "http").put("scheme", "bearer");
    ArrayNode security = whole.putArray("security");
    security.addObject().putArray("key");
    security.addObject().putArray("bearer");
  }

  /** Members whose names end so are numbers (#) or arrays (*); the others are strings. */
  private static void schema(ObjectNode schemas, String name, String... members) {
    ObjectNode properties = schemas.putObject(name).put("type", "object").putObject("properties");
    for (String member : members) {
      String plain = member.replaceAll("[#*]", "");
      properties
          .putObject(plain)
          .put(
              "type", member.endsWith("#") ? "integer" : member.endsWith("*") ? "array" : "string");
    }
  }
}
