package io.ridgeway.framework.fiscobcos;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Writes optional fields as Tars does, the encoding of a node's transactions: each with its tag and
 * kind before it, numbers as short as they go, and what has its default value not at all.
 */
final class TarsWriter {
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

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  TarsWriter number(int tag, long value) {
    if (value != 0) {
      written(tag, value);
    }
    return this;
  }

  /** A number that is written even if it is zero. */
  TarsWriter always(int tag, long value) {
    written(tag, value);
    return this;
  }

  TarsWriter text(int tag, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    if (bytes.length == 0) {
      return this;
    }
    if (bytes.length <= 0xff) {
      head(tag, SHORT_STRING);
      out.write(bytes.length);
    } else {
      head(tag, LONG_STRING);
      out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    }
    out.writeBytes(bytes);
    return this;
  }

  TarsWriter bytes(int tag, byte[] value) {
    if (value.length > 0) {
      head(tag, BYTES);
      head(0, BYTE);
      written(0, value.length);
      out.writeBytes(value);
    }
    return this;
  }

  TarsWriter struct(int tag, TarsWriter fields) {
    head(tag, STRUCT);
    out.writeBytes(fields.toBytes());
    head(0, STRUCT_END);
    return this;
  }

  byte[] toBytes() {
    return out.toByteArray();
  }

  private void written(int tag, long value) {
    if (value == 0) {
      head(tag, ZERO);
    } else if (value == (byte) value) {
      head(tag, BYTE);
      out.write((int) value);
    } else if (value == (short) value) {
      head(tag, SHORT);
      out.writeBytes(ByteBuffer.allocate(Short.BYTES).putShort((short) value).array());
    } else if (value == (int) value) {
      head(tag, INT);
      out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt((int) value).array());
    } else {
      head(tag, LONG);
      out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
    }
  }

  /** Every tag here is below 15, above which the head would be longer. */
  private void head(int tag, int kind) {
    out.write(tag << 4 | kind);
  }
}
