package io.ridgeway.gateway.rpc;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A part of a body, as it was written: numbers keep their digits, strings their escapes.
 *
 * @param from first byte
 * @param to one past the last
 */
@SuppressWarnings("ArrayRecordComponent") // a view, never compared
public record Slice(byte[] bytes, int from, int to) {
  /** The whole of {@code bytes}. */
  public static Slice of(byte[] bytes) {
    return new Slice(bytes, 0, bytes.length);
  }

  /** How many bytes it has. */
  public int length() {
    return to - from;
  }

  /** A copy of the bytes; the array itself if it is the whole. */
  public byte[] toBytes() {
    return from == 0 && to == bytes.length ? bytes : Arrays.copyOfRange(bytes, from, to);
  }

  /** The bytes as UTF-8 text. */
  public String text() {
    return new String(bytes, from, length(), StandardCharsets.UTF_8);
  }

  /** Says nothing of what it holds: a body may hold what nobody should read. */
  @Override
  public String toString() {
    return "Slice[" + length() + " bytes]";
  }
}
