package io.ridgeway.framework.fiscobcos;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads what {@link TarsWriter} writes: the fields of a struct by their tags, each at most once.
 *
 * @param fields numbers as {@code Long}, texts, bytes, and structs as this
 */
record TarsReader(Map<Integer, Object> fields) {
  private static final int BYTE = 0;
  private static final int SHORT = 1;
  private static final int INT = 2;
  private static final int LONG = 3;
  private static final int SHORT_STRING = 6;
  private static final int LONG_STRING = 7;
  private static final int STRUCT = 10;
  private static final int STRUCT_END = 11;
  private static final int ZERO = 12;
  private static final int BYTES = 13;

  /** No transaction has structs within structs within structs. */
  private static final int DEEPEST = 4;

  /** Higher tags have a longer head, and no transaction has them. */
  private static final int LONGER_HEAD = 15;

  /**
   * Reads all of it.
   *
   * @throws IllegalArgumentException if it isn't as Tars writes it
   */
  static TarsReader of(byte[] bytes) {
    try {
      return struct(ByteBuffer.wrap(bytes), 0);
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("it ends too early", e);
    }
  }

  private static TarsReader struct(ByteBuffer in, int depth) {
    if (depth > DEEPEST) {
      throw new IllegalArgumentException("it has too many structs within each other");
    }
    Map<Integer, Object> fields = new HashMap<>();
    while (depth > 0 || in.hasRemaining()) {
      int head = in.get() & 0xff;
      int kind = head & 0x0f;
      if (kind == STRUCT_END && depth > 0) {
        return new TarsReader(fields);
      }
      if (head >> 4 == LONGER_HEAD || fields.put(head >> 4, value(in, kind, depth)) != null) {
        throw new IllegalArgumentException("it has a field that no transaction has, or one twice");
      }
    }
    return new TarsReader(fields);
  }

  private static Object value(ByteBuffer in, int kind, int depth) {
    return switch (kind) {
      case BYTE -> (long) in.get();
      case SHORT -> (long) in.getShort();
      case INT -> (long) in.getInt();
      case LONG -> in.getLong();
      case SHORT_STRING -> text(in, in.get() & 0xff);
      case LONG_STRING -> text(in, in.getInt());
      case STRUCT -> struct(in, depth + 1);
      case ZERO -> 0L;
      case BYTES -> {
        if (in.get() != BYTE) {
          throw new IllegalArgumentException("it has a list that isn't one of bytes");
        }
        int kindOfLength = in.get() & 0x0f;
        if (kindOfLength > LONG && kindOfLength != ZERO) {
          throw new IllegalArgumentException("it has a list whose length is no number");
        }
        yield part(in, (Long) value(in, kindOfLength, depth));
      }
      default -> throw new IllegalArgumentException("it has a field that no transaction has");
    };
  }

  private static String text(ByteBuffer in, int length) {
    return new String(part(in, length), StandardCharsets.UTF_8);
  }

  private static byte[] part(ByteBuffer in, long length) {
    if (length < 0 || length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] part = new byte[(int) length];
    in.get(part);
    return part;
  }

  /** The struct of that tag; an empty one if there is none. */
  TarsReader inner(int tag) {
    return fields.get(tag) instanceof TarsReader inner ? inner : new TarsReader(Map.of());
  }

  /** The text of that tag; empty if there is none. */
  String text(int tag) {
    return fields.get(tag) instanceof String text ? text : "";
  }

  /** The number of that tag; 0 if there is none. */
  long number(int tag) {
    return fields.get(tag) instanceof Long number ? number : 0;
  }

  /** The bytes of that tag; none if there is none. */
  byte[] bytes(int tag) {
    return fields.get(tag) instanceof byte[] bytes ? bytes : new byte[0];
  }
}
