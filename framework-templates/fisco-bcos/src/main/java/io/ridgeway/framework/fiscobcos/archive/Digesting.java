package io.ridgeway.framework.fiscobcos.archive;

import io.ridgeway.framework.fiscobcos.Cryptography;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** What a digest is made of: fields one behind the other, without lengths, as nodes join them. */
final class Digesting {
  private final ByteArrayOutputStream fields = new ByteArrayOutputStream();

  Digesting number(int number) {
    fields.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
    return this;
  }

  Digesting number(long number) {
    fields.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    return this;
  }

  Digesting text(String text) {
    fields.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** Bytes that are written as {@code 0x…}. */
  Digesting bytes(String hex) {
    fields.writeBytes(Form.bytes(hex));
    return this;
  }

  /** {@code 0x} and 64 hex digits. */
  String digest(Cryptography cryptography) {
    return "0x" + HexFormat.of().formatHex(cryptography.hash(fields.toByteArray()));
  }
}
