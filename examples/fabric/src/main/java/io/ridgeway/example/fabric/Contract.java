package io.ridgeway.example.fabric;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.hyperledger.fabric.metrics.Metrics;
import org.hyperledger.fabric.shim.ChaincodeBase;
import org.hyperledger.fabric.shim.ChaincodeServerProperties;
import org.hyperledger.fabric.shim.ChaincodeStub;
import org.hyperledger.fabric.shim.NettyChaincodeServer;
import org.hyperledger.fabric.traces.Traces;

/**
 * A chaincode whose functions take texts and answer JSON. What a caller got wrong is an {@link
 * IllegalArgumentException}, whose message the caller is told; nothing is written then.
 */
abstract class Contract extends ChaincodeBase {
  private static final int LONGEST = 4096;

  private final Map<String, Call> calls;

  /**
   * The functions that it has.
   *
   * @param calls by name
   */
  Contract(Map<String, Call> calls) {
    this.calls = new TreeMap<>(calls);
  }

  /**
   * One function.
   *
   * @param parameters the names of its arguments, in their order
   * @param body what it does
   */
  record Call(List<String> parameters, Body body) {
    static Call of(Body body, String... parameters) {
      return new Call(List.of(parameters), body);
    }
  }

  /** What was purged; the keys are in no answer, as it is in a block. */
  record Purged(String collection, int keys) {}

  /**
   * The function {@code purge}, by which a network's administrators have private data erased: it
   * takes a collection, and the keys as a JSON array in the transient field {@code keys}.
   */
  static Call purging() {
    return Call.of(
        (ledger, arguments) -> {
          String collection = arguments.get(0);
          String[] keys = keys(ledger.hidden("keys"));
          for (String key : keys) {
            ledger.purge(collection, key);
          }
          return new Purged(collection, keys.length);
        },
        "collection");
  }

  private static String[] keys(String json) {
    String[] keys;
    try {
      keys = Json.read(json, String[].class);
    } catch (UncheckedIOException e) {
      throw new IllegalArgumentException("keys is a JSON array of texts.", e);
    }
    if (keys.length == 0 || List.of(keys).stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("Name the keys, each of one character or more.");
    }
    return keys;
  }

  /** What a function does. */
  @FunctionalInterface
  interface Body {
    /** What is answered, as a record that becomes JSON. */
    Object run(Ledger ledger, List<String> arguments);
  }

  /** Runs as a service until it is stopped. */
  final void serve(ChaincodeServerProperties properties) throws IOException, InterruptedException {
    // A server of the contract API does this by itself; it scans the class path, which takes long.
    initializeLogging();
    processEnvironmentOptions();
    Properties settings = getChaincodeConfig();
    Metrics.initialize(settings);
    Traces.initialize(settings);
    new NettyChaincodeServer(this, properties).start();
  }

  @Override
  public Response init(ChaincodeStub stub) {
    return newSuccessResponse();
  }

  @Override
  public Response invoke(ChaincodeStub stub) {
    try {
      Call call = calls.get(stub.getFunction());
      if (call == null) {
        throw new IllegalArgumentException(
            "There is no function " + stub.getFunction() + "; there are " + calls.keySet() + ".");
      }
      List<String> arguments = stub.getParameters();
      check(stub.getFunction(), call, arguments);
      return newSuccessResponse(
          Json.write(call.body().run(new Ledger(stub), arguments))
              .getBytes(StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return newErrorResponse(String.valueOf(e.getMessage()));
    }
  }

  private static void check(String function, Call call, List<String> arguments) {
    if (arguments.size() != call.parameters().size()) {
      throw new IllegalArgumentException(
          function + " takes " + call.parameters() + ", not " + arguments.size() + " arguments.");
    }
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.isBlank() || argument.length() > LONGEST) {
        throw new IllegalArgumentException(
            call.parameters().get(i) + " has 1 to " + LONGEST + " characters.");
      }
    }
  }

  /** An id of the caller's own making: what keys are made of. */
  static String id(String what, String text) {
    if (!text.matches("[A-Za-z0-9][A-Za-z0-9._:-]{0,127}")) {
      throw new IllegalArgumentException(
          what + " has 1 to 128 letters, digits and . _ : -, and begins with a letter or digit.");
    }
    return text;
  }

  /** A SHA-256 hash in hex, in lower case. */
  static String hash(String text) {
    if (!text.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("A hash is SHA-256 in 64 hex digits, in lower case.");
    }
    return text;
  }
}
