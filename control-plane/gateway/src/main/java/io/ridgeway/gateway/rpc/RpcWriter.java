package io.ridgeway.gateway.rpc;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes calls and answers, putting what came as slices back byte for byte. */
public final class RpcWriter {
  private static final byte[] ID = ascii("{\"jsonrpc\":\"2.0\",\"id\":");
  private static final byte[] NO_ID = ascii("{\"jsonrpc\":\"2.0\"");
  private static final byte[] NULL = ascii("null");

  private RpcWriter() {}

  /** An answer with an error; the id is null if it isn't known. */
  public static byte[] error(@Nullable Slice id, RpcError error) {
    String data = error.data() == null ? "" : ",\"data\":" + error.data();
    String object =
        "{\"code\":" + error.code() + ",\"message\":" + quoted(error.message()) + data + "}";
    return answer(id, "error", utf8(object));
  }

  /**
   * An answer.
   *
   * @param member {@code result} or {@code error}
   * @param value its value as JSON
   */
  public static byte[] answer(@Nullable Slice id, String member, byte[] value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(64 + value.length);
    out.writeBytes(ID);
    put(out, id == null ? Slice.of(NULL) : id);
    out.writeBytes(ascii(",\"" + member + "\":"));
    out.writeBytes(value);
    out.write('}');
    return out.toByteArray();
  }

  /** The call with its own id, and the four known members only. */
  public static byte[] call(RpcCall call) {
    return call(call, call.id());
  }

  /** The call under another id; a notification without. */
  public static byte[] call(RpcCall call, @Nullable Slice id) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(64 + call.whole().length());
    if (id == null) {
      out.writeBytes(NO_ID);
    } else {
      out.writeBytes(ID);
      put(out, id);
    }
    out.writeBytes(ascii(",\"method\":"));
    out.writeBytes(utf8(quoted(call.method())));
    Slice params = call.params();
    if (params != null) {
      out.writeBytes(ascii(",\"params\":"));
      put(out, params);
    }
    out.write('}');
    return out.toByteArray();
  }

  /** The items as a JSON array. */
  public static byte[] array(List<byte[]> items) {
    ByteArrayOutputStream out =
        new ByteArrayOutputStream(2 + items.stream().mapToInt(item -> item.length + 1).sum());
    out.write('[');
    for (int i = 0; i < items.size(); i++) {
      if (i > 0) {
        out.write(',');
      }
      out.writeBytes(items.get(i));
    }
    out.write(']');
    return out.toByteArray();
  }

  /** The text as a JSON string, with its quotes. */
  public static String quoted(String text) {
    return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }

  private static void put(ByteArrayOutputStream out, Slice slice) {
    out.write(slice.bytes(), slice.from(), slice.length());
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
