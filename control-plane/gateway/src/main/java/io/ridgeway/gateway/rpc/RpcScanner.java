package io.ridgeway.gateway.rpc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks through a body once: is it JSON, is it JSON-RPC 2.0, which methods and ids. Thread-safe.
 *
 * <p>Source: <a href="https://www.jsonrpc.org/specification">the JSON-RPC 2.0 specification</a>.
 */
public final class RpcScanner {
  private static final int MAX_DEPTH = 128;

  private final JsonFactory json =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
          .build();
  private final int maxBatch;

  /**
   * @param maxBatch the most calls of a batch
   */
  public RpcScanner(int maxBatch) {
    this.maxBatch = maxBatch;
  }

  /** What {@code body} asks. */
  public RpcRequest scan(byte[] body) {
    if (body.length == 0) {
      return new RpcRequest.Unreadable(
          RpcError.parse("The body is empty: POST a JSON-RPC 2.0 call."));
    }
    if (!looksLikeUtf8(body)) {
      return new RpcRequest.Unreadable(
          RpcError.parse("The body is not JSON in UTF-8 without a byte order mark."));
    }
    try (JsonParser parser = json.createParser(body)) {
      RpcRequest request = request(parser, body);
      if (!(request instanceof RpcRequest.Unreadable) && parser.nextToken() != null) {
        return new RpcRequest.Unreadable(
            RpcError.parse(
                "The body goes on after its JSON value: send several calls as a batch."));
      }
      return request;
    } catch (StreamConstraintsException e) {
      return new RpcRequest.Unreadable(
          RpcError.parse(
              "The body is nested deeper than "
                  + MAX_DEPTH
                  + ", or has a number that is too long."));
    } catch (IOException e) {
      // The parser's own message would show what the body holds.
      return new RpcRequest.Unreadable(RpcError.parse("The body is not valid JSON."));
    }
  }

  /** The parser guesses UTF-16 and UTF-32 from zero bytes, where our offsets would be wrong. */
  private static boolean looksLikeUtf8(byte[] body) {
    return body[0] != 0 && (body[0] & 0xff) < 0x80 && (body.length == 1 || body[1] != 0);
  }

  private RpcRequest request(JsonParser parser, byte[] body) throws IOException {
    JsonToken first = parser.nextToken();
    if (first == JsonToken.START_OBJECT) {
      return new RpcRequest.One(CallReader.read(parser, body));
    }
    if (first != JsonToken.START_ARRAY) {
      return new RpcRequest.Unreadable(
          first == null
              ? RpcError.parse("The body is empty: POST a JSON-RPC 2.0 call.")
              : RpcError.invalid("The body is neither a JSON-RPC call nor a batch of calls."));
    }
    List<RpcCall> calls = new ArrayList<>();
    for (JsonToken item = parser.nextToken();
        item != JsonToken.END_ARRAY;
        item = parser.nextToken()) {
      if (calls.size() == maxBatch) {
        return new RpcRequest.Unreadable(
            RpcError.invalid(
                "The batch has more than "
                    + maxBatch
                    + " calls, none was taken: send it in smaller parts."));
      }
      calls.add(
          item == JsonToken.START_OBJECT
              ? CallReader.read(parser, body)
              : CallReader.skip(parser, body));
    }
    return calls.isEmpty()
        ? new RpcRequest.Unreadable(RpcError.invalid("The batch is empty: send at least one call."))
        : new RpcRequest.Many(calls);
  }
}
