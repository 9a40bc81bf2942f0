package io.ridgeway.framework.fiscobcos.conformance;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * A struct as Tars writes it, read field by field (the head's lower half is the kind, its upper one
 * the tag; see Tars' own description of its encoding). Of the kinds that a transaction has only.
 */
record TarsReading(Map<Integer, Object> fields) {
  /**
   * Reads it to the end of the bytes.
   *
   * @throws IllegalArgumentException if it is none
   */
  static TarsReading of(byte[] bytes) {
    try {
      return struct(ByteBuffer.wrap(bytes), false);
    } catch (BufferUnderflowException | ClassCastException | NegativeArraySizeException e) {
      throw new IllegalArgumentException("not as Tars writes it", e);
    }
  }

  private static TarsReading struct(ByteBuffer in, boolean inner) {
    Map<Integer, Object> fields = new HashMap<>();
    while (in.hasRemaining()) {
      int head = in.get() & 0xff;
      int kind = head & 0x0f;
      if (kind == 11 && inner) {
        return new TarsReading(fields);
      }
      fields.put(head >> 4, value(in, kind));
    }
    if (inner) {
      throw new BufferUnderflowException();
    }
    return new TarsReading(fields);
  }

  private static Object value(ByteBuffer in, int kind) {
    return switch (kind) {
      case 0 -> (long) in.get();
      case 1 -> (long) in.getShort();
      case 2 -> (long) in.getInt();
      case 3 -> in.getLong();
      case 6 -> new String(part(in, in.get() & 0xff), StandardCharsets.UTF_8);
      case 7 -> new String(part(in, in.getInt()), StandardCharsets.UTF_8);
      case 10 -> struct(in, true);
      case 12 -> 0L;
      case 13 -> {
        in.get();
        yield part(in, Math.toIntExact((Long) value(in, in.get() & 0x0f)));
      }
      default -> throw new IllegalArgumentException("no transaction has a field of kind " + kind);
    };
  }

  private static byte[] part(ByteBuffer in, int length) {
    if (length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] part = new byte[length];
    in.get(part);
    return part;
  }

  TarsReading inner(int tag) {
    if (fields.get(tag) instanceof TarsReading inner) {
      return inner;
    }
    throw new IllegalArgumentException("there is no struct " + tag);
  }

  /** Empty where it isn't written. */
  String text(int tag) {
    return fields.getOrDefault(tag, "") instanceof String text ? text : "";
  }

  long number(int tag) {
    return fields.getOrDefault(tag, 0L) instanceof Long number ? number : 0;
  }

  /** {@code 0x…}. */
  String hex(int tag) {
    return "0x" + (fields.get(tag) instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : "");
  }
}
