package io.ridgeway.keys.travel;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A key's file that is text: hex digits, or PEM. It is read from its bytes, never as a {@code
 * String}: of that a copy would stay that nobody can wipe.
 */
final class KeyText {
  private static final int BYTES = 32;
  private static final byte[] BEGIN = "-----BEGIN ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] DASHES = "-----".getBytes(StandardCharsets.US_ASCII);
  private static final int LONGEST_LABEL = 40;
  private static final Pattern LABEL = Pattern.compile("[A-Z0-9 ]{1," + LONGEST_LABEL + "}");

  private KeyText() {}

  /**
   * What stands between a block's two lines.
   *
   * @param from the first byte of what stands there
   * @param to behind its last
   * @param end behind the block
   */
  private record Block(String label, int from, int to, int end) {
    private boolean isParameters() {
      return label.equals("EC PARAMETERS") || label.equals("SM2 PARAMETERS");
    }
  }

  /** What a PEM block says that it holds, and its bytes. The reader wipes them. */
  @SuppressWarnings("ArrayRecordComponent") // wiped after use, never compared
  record Pem(String label, byte[] der) {
    @Override
    public String toString() {
      return "Pem[" + label + "]";
    }
  }

  /** The 32 bytes of 64 digits, with or without {@code 0x}; none if that isn't what it is. */
  static Optional<byte[]> hex(byte[] text) {
    int from = filled(text, 0);
    int to = text.length;
    while (to > from && Character.isWhitespace(text[to - 1])) {
      to--;
    }
    if (to - from == 2 * BYTES + 2 && text[from] == '0' && text[from + 1] == 'x') {
      from += 2;
    }
    if (to - from != 2 * BYTES) {
      return Optional.empty();
    }
    for (int at = from; at < to; at++) {
      if (!HexFormat.isHexDigit(text[at])) {
        return Optional.empty();
      }
    }
    byte[] key = new byte[BYTES];
    for (int i = 0; i < BYTES; i++) {
      int at = from + 2 * i;
      key[i] =
          (byte) (HexFormat.fromHexDigit(text[at]) << 4 | HexFormat.fromHexDigit(text[at + 1]));
    }
    return Optional.of(key);
  }

  /** The one block of PEM there is beside a curve's parameters. */
  static Pem pem(byte[] text) throws Unreadable {
    Block found = null;
    for (int at = filled(text, 0); at < text.length; ) {
      Block next = block(text, at);
      if (!next.isParameters()) {
        if (found != null) {
          throw unknown();
        }
        found = next;
      }
      at = filled(text, next.end());
    }
    if (found == null) {
      throw unknown();
    }
    return new Pem(found.label(), decoded(text, found));
  }

  private static Block block(byte[] text, int at) throws Unreadable {
    int labelled = at + BEGIN.length;
    if (!stands(text, BEGIN, at)) {
      throw unknown();
    }
    int line = find(text, DASHES, labelled);
    if (line < 0 || line - labelled > LONGEST_LABEL) {
      throw unknown();
    }
    String label = new String(text, labelled, line - labelled, StandardCharsets.US_ASCII);
    byte[] last = ("-----END " + label + "-----").getBytes(StandardCharsets.US_ASCII);
    int from = line + DASHES.length;
    int to = find(text, last, from);
    if (!LABEL.matcher(label).matches() || to < 0) {
      throw unknown();
    }
    return new Block(label, from, to, to + last.length);
  }

  private static byte[] decoded(byte[] text, Block block) throws Unreadable {
    byte[] packed = new byte[block.to() - block.from()];
    int size = 0;
    try {
      for (int at = block.from(); at < block.to(); at++) {
        if (text[at] == ':') {
          throw new Unreadable(
              "it is encrypted in an old way; write it anew with openssl pkcs8 -topk8");
        }
        if (!Character.isWhitespace(text[at])) {
          packed[size++] = text[at];
        }
      }
      return decoded(packed, size);
    } finally {
      Arrays.fill(packed, (byte) 0);
    }
  }

  // Into an array of the very length: the decoder's own ones are cut by copying.
  private static byte[] decoded(byte[] packed, int size) throws Unreadable {
    byte[] whole = Arrays.copyOf(packed, size);
    int padding = 0;
    while (padding < 2 && padding < size && whole[size - 1 - padding] == '=') {
      padding++;
    }
    byte[] der = new byte[size / 4 * 3 - (size % 4 == 0 ? padding : 0)];
    try {
      if (size == 0 || size % 4 != 0 || Base64.getDecoder().decode(whole, der) != der.length) {
        throw new Unreadable("its lines aren't Base64");
      }
      return der;
    } catch (IllegalArgumentException e) {
      Arrays.fill(der, (byte) 0);
      throw new Unreadable("its lines aren't Base64");
    } finally {
      Arrays.fill(whole, (byte) 0);
    }
  }

  /** The first place from there on where something stands. */
  private static int filled(byte[] text, int at) {
    int there = at;
    while (there < text.length && Character.isWhitespace(text[there])) {
      there++;
    }
    return there;
  }

  private static int find(byte[] text, byte[] what, int from) {
    for (int at = from; at + what.length <= text.length; at++) {
      if (stands(text, what, at)) {
        return at;
      }
    }
    return -1;
  }

  private static boolean stands(byte[] text, byte[] what, int at) {
    return at + what.length <= text.length
        && Arrays.equals(text, at, at + what.length, what, 0, what.length);
  }

  private static Unreadable unknown() {
    return new Unreadable("it is none of the known forms, or more than one key");
  }
}
