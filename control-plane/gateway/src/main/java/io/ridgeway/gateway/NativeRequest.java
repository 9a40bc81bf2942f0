package io.ridgeway.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.ridgeway.framework.Call;
import io.ridgeway.framework.Signatory;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The body of a call, read strictly: what isn't understood is refused, never dropped.
 *
 * @param deploy code that is to become a contract; then there is no contract yet, and the function
 *     is its constructor
 * @param key which managed key signs: its account or its name
 * @param async whether the caller doesn't wait for the block
 */
record NativeRequest(
    String contract,
    String function,
    List<String> args,
    Map<String, String> transientData,
    Optional<String> deploy,
    Optional<String> key,
    boolean async) {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final int LONGEST_NAME = 256;
  private static final int LONGEST_FUNCTION = 4_096;
  private static final int MOST_ARGS = 1_000;
  private static final String NO_ARGUMENTS = "constructor()";

  /** The call, signed by that one. */
  Call by(Optional<Signatory> signatory) {
    return deploy
        .map(code -> Call.deployment(code, function, args, transientData, signatory))
        .orElseGet(() -> new Call(contract, function, args, transientData, signatory));
  }

  /**
   * Reads it.
   *
   * @param submits whether {@code async} and {@code deploy} are known
   * @throws Refusal that says what is wrong
   */
  static NativeRequest parse(byte[] body, boolean submits) {
    Reading reading = new Reading(submits);
    try (JsonParser parser = JSON.createParser(body)) {
      reading.read(parser);
    } catch (IOException e) {
      throw bad(
          "The body can't be read as JSON: it must be one object in UTF-8, with each member once.");
    }
    return reading.request();
  }

  private static Refusal bad(String detail) {
    return new Refusal(ProblemType.BAD_REQUEST, detail);
  }

  /** One body while it is read. */
  private static final class Reading {
    private final boolean submits;
    private @Nullable String contract;
    private @Nullable String function;
    private @Nullable String deploy;
    private @Nullable String key;
    private List<String> args = List.of();
    private Map<String, String> transientData = Map.of();
    private boolean async;

    private Reading(boolean submits) {
      this.submits = submits;
    }

    private void read(JsonParser parser) throws IOException {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw bad("The body must be a JSON object: contract, function, args, key.");
      }
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        parser.nextToken();
        member(name, parser);
      }
      if (parser.nextToken() != null) {
        throw bad("The body must be one JSON object and nothing else.");
      }
    }

    private void member(String name, JsonParser parser) throws IOException {
      switch (name) {
        case "contract" -> contract = text(name, parser, LONGEST_NAME);
        case "function" -> function = text(name, parser, LONGEST_FUNCTION);
        case "deploy" -> deploy = code(parser);
        case "key" -> key = text(name, parser, LONGEST_NAME);
        case "args" -> args = texts(parser);
        case "transient" -> transientData = map(parser);
        case "async" -> async = flag(name, parser);
        default -> throw unknown(name);
      }
    }

    private String code(JsonParser parser) throws IOException {
      if (!submits) {
        throw unknown("deploy");
      }
      return text("deploy", parser, Integer.MAX_VALUE);
    }

    private boolean flag(String name, JsonParser parser) throws IOException {
      if (!submits) {
        throw unknown(name);
      }
      if (!parser.currentToken().isBoolean()) {
        throw bad("async must be true or false.");
      }
      return parser.getBooleanValue();
    }

    private static String text(String name, JsonParser parser, int longest) throws IOException {
      if (parser.currentToken() != JsonToken.VALUE_STRING) {
        throw bad(name + " must be a string.");
      }
      String text = parser.getText();
      if (text.isBlank() || text.length() > longest) {
        throw bad(name + " must have 1 to " + longest + " characters.");
      }
      return text;
    }

    private static List<String> texts(JsonParser parser) throws IOException {
      if (parser.currentToken() != JsonToken.START_ARRAY) {
        throw bad("args must be an array of strings.");
      }
      List<String> texts = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
          throw bad(
              "args["
                  + texts.size()
                  + "] must be a string: numbers in digits, structured values as JSON text.");
        }
        if (texts.size() == MOST_ARGS) {
          throw bad("args must have at most " + MOST_ARGS + " items.");
        }
        texts.add(parser.getText());
      }
      return texts;
    }

    private static Map<String, String> map(JsonParser parser) throws IOException {
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        throw bad("transient must be an object of strings.");
      }
      Map<String, String> map = new LinkedHashMap<>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        if (parser.nextToken() != JsonToken.VALUE_STRING) {
          throw bad("transient must be an object of strings.");
        }
        map.put(name, parser.getText());
      }
      return map;
    }

    private Refusal unknown(String name) {
      return new Refusal(
          ProblemType.UNKNOWN_FIELD,
          "The body has a member that isn't known: "
              + (name.length() > 40 ? name.substring(0, 40) + "…" : name)
              + ". Known are contract, function, args, transient, key"
              + (submits ? ", async, deploy." : "."));
    }

    private NativeRequest request() {
      if (deploy != null) {
        if (contract != null) {
          throw bad("contract and deploy exclude each other: what is deployed has no address yet.");
        }
        return made("", function == null ? NO_ARGUMENTS : function);
      }
      if (contract == null) {
        throw bad("contract is missing: the chaincode's name, or the contract's address.");
      }
      if (function == null) {
        throw bad("function is missing: what the contract shall do.");
      }
      return made(contract, function);
    }

    private NativeRequest made(String to, String what) {
      return new NativeRequest(
          to,
          what,
          args,
          transientData,
          Optional.ofNullable(deploy),
          Optional.ofNullable(key),
          async);
    }
  }
}
