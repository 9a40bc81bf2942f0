package io.ridgeway.keys.kek;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/** A JSON object of texts that need no escapes, as bytes that are zeroed after use. */
final class JsonBody implements AutoCloseable {
  private byte[] bytes = {'{', '}'};

  JsonBody with(String name, String value) {
    return with(name, value.toCharArray());
  }

  /** Zeroes what it is given. */
  JsonBody with(String name, char[] value) {
    byte[] ascii = new byte[value.length];
    for (int i = 0; i < value.length; i++) {
      ascii[i] = (byte) value[i];
    }
    Arrays.fill(value, '\0');
    return with(name, ascii);
  }

  /** Zeroes what it is given. */
  JsonBody with(String name, byte[] value) {
    boolean first = bytes.length == 2;
    byte[] longer = new byte[bytes.length + name.length() + value.length + (first ? 5 : 6)];
    int at = bytes.length - 1;
    System.arraycopy(bytes, 0, longer, 0, at);
    if (!first) {
      longer[at++] = ',';
    }
    longer[at++] = '"';
    for (int i = 0; i < name.length(); i++) {
      longer[at++] = (byte) name.charAt(i);
    }
    longer[at++] = '"';
    longer[at++] = ':';
    longer[at++] = '"';
    for (byte b : value) {
      if (b < ' ' || b == '"' || b == '\\') {
        throw new IllegalArgumentException(name + " would need to be escaped");
      }
      longer[at++] = b;
    }
    longer[at++] = '"';
    longer[at] = '}';
    close();
    Arrays.fill(value, (byte) 0);
    bytes = longer;
    return this;
  }

  /** An object of one text within this one. */
  JsonBody with(String name, String innerName, String value) {
    with(name, "?");
    byte[] inner = ("{\"" + innerName + "\":\"" + value + "\"}").getBytes(US_ASCII);
    // In place of the question mark, its quotes and the brace behind them.
    byte[] longer = Arrays.copyOf(bytes, bytes.length - 4 + inner.length + 1);
    System.arraycopy(inner, 0, longer, bytes.length - 4, inner.length);
    longer[longer.length - 1] = '}';
    close();
    bytes = longer;
    return this;
  }

  /** The object itself, not a copy. */
  byte[] bytes() {
    return bytes;
  }

  @Override
  public void close() {
    Arrays.fill(bytes, (byte) 0);
  }
}
