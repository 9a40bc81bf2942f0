package io.ridgeway.gateway.rpc;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads one call from a parser that stands at its beginning, and leaves it at its end. */
final class CallReader {
  private static final int MAX_METHOD = 128;

  private final JsonParser parser;
  private final byte[] body;
  private int seen;
  private boolean exact = true;
  private @Nullable Slice id;
  private @Nullable Slice params;
  private String method = "";
  private @Nullable RpcError fault;

  private CallReader(JsonParser parser, byte[] body) {
    this.parser = parser;
    this.body = body;
  }

  /** The call that the object at which {@code parser} stands means. */
  static RpcCall read(JsonParser parser, byte[] body) throws IOException {
    return new CallReader(parser, body).read();
  }

  /** An item of a batch that is no object. */
  static RpcCall skip(JsonParser parser, byte[] body) throws IOException {
    CallReader reader = new CallReader(parser, body);
    Slice whole = reader.value();
    return new RpcCall(
        whole, null, "", null, false, RpcError.invalid("An item of the batch is not an object."));
  }

  private RpcCall read() throws IOException {
    int from = start();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      switch (name) {
        case "jsonrpc" -> version(value);
        case "method" -> method(value);
        case "params" -> params(value);
        case "id" -> id(value);
        default -> {
          exact = false;
          parser.skipChildren();
        }
      }
    }
    int to = end();
    if ((seen & 1) == 0) {
      fail("jsonrpc is missing: it must be \"2.0\".");
    } else if ((seen & 2) == 0) {
      fail("method is missing.");
    }
    return new RpcCall(
        new Slice(body, from, to), id, fault == null ? method : "", params, exact, fault);
  }

  private void version(JsonToken value) throws IOException {
    once(1, "jsonrpc");
    if (value != JsonToken.VALUE_STRING || !"2.0".equals(parser.getText())) {
      parser.skipChildren();
      fail("jsonrpc must be \"2.0\".");
    }
  }

  private void method(JsonToken value) throws IOException {
    once(2, "method");
    if (value == JsonToken.VALUE_STRING && parser.getTextLength() <= MAX_METHOD) {
      method = parser.getText();
    } else {
      parser.skipChildren();
      fail("method must be a string of at most " + MAX_METHOD + " characters.");
    }
  }

  private void params(JsonToken value) throws IOException {
    once(4, "params");
    Slice slice = value();
    if (value == JsonToken.START_ARRAY || value == JsonToken.START_OBJECT) {
      params = slice;
    } else if (value == JsonToken.VALUE_NULL) {
      // Not allowed, but harmless and often sent: the same as none.
      exact = false;
    } else {
      fail("params must be an array or an object.");
    }
  }

  private void id(JsonToken value) throws IOException {
    once(8, "id");
    Slice slice = value();
    if (value == JsonToken.VALUE_STRING || value == JsonToken.VALUE_NULL || value.isNumeric()) {
      id = slice;
    } else {
      fail("id must be a string, a number or null.");
    }
  }

  /** Two readers may differ on which of two members counts, so neither does. */
  private void once(int member, String name) {
    if ((seen & member) != 0) {
      fail(name + " stands twice.");
    }
    seen |= member;
  }

  private void fail(String message) {
    if (fault == null) {
      fault = RpcError.invalid("This is no JSON-RPC 2.0 call: " + message);
    }
  }

  private Slice value() throws IOException {
    int from = start();
    parser.skipChildren();
    parser.finishToken();
    return new Slice(body, from, end());
  }

  private int start() {
    return (int) parser.currentTokenLocation().getByteOffset();
  }

  private int end() {
    return (int) parser.currentLocation().getByteOffset();
  }
}
