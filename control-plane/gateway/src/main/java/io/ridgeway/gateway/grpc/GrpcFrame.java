package io.ridgeway.gateway.grpc;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A message between its frame: one byte that says whether it is compressed, four for its length.
 */
public final class GrpcFrame {
  /** How many bytes a frame has before its message. */
  public static final int HEAD = 5;

  private static final String HEX = "0123456789ABCDEF";

  private GrpcFrame() {}

  /**
   * The one message of a body.
   *
   * @throws GrpcRefusal if it isn't exactly one, uncompressed
   */
  public static byte[] message(byte[] body) {
    if (body.length < HEAD) {
      throw new GrpcRefusal(GrpcCode.INVALID_ARGUMENT, "The call has no whole message.");
    }
    if (body[0] != 0) {
      throw new GrpcRefusal(GrpcCode.UNIMPLEMENTED, "Send the message uncompressed.");
    }
    ByteBuffer bytes = ByteBuffer.wrap(body, 1, body.length - 1);
    if (bytes.getInt() != bytes.remaining()) {
      throw new GrpcRefusal(
          GrpcCode.INVALID_ARGUMENT,
          "The call isn't of one message: its frame and its length don't agree.");
    }
    byte[] message = new byte[bytes.remaining()];
    bytes.get(message);
    return message;
  }

  /** The message in its frame. */
  public static byte[] of(byte[] message) {
    return ByteBuffer.allocate(HEAD + message.length)
        .put((byte) 0)
        .putInt(message.length)
        .put(message)
        .array();
  }

  /** A text as {@code grpc-message} has it: printable ASCII, the rest as {@code %XX} of UTF-8. */
  public static String encoded(String text) {
    StringBuilder encoded = new StringBuilder(text.length());
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (b >= ' ' && b <= '~' && b != '%') {
        encoded.append((char) b);
      } else {
        encoded.append('%').append(HEX.charAt(b >> 4 & 15)).append(HEX.charAt(b & 15));
      }
    }
    return encoded.toString();
  }
}
