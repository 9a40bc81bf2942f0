package io.ridgeway.keys.kek;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A JSON answer as bytes, so that what is secret in it can be zeroed: no parser keeps a copy. It
 * finds values by names that stand in an answer once, and reads only such as need no escapes.
 */
final class Answer implements AutoCloseable {
  private static final Pattern ERRORS =
      Pattern.compile("\"errors\"\\s*:\\s*\\[\\s*\"([^\"]{1,300})");

  private static final byte[] TRUE = {'t', 'r', 'u', 'e'};

  private final int status;
  private final byte[] body;

  Answer(int status, byte[] body) {
    this.status = status;
    this.body = body;
  }

  int status() {
    return status;
  }

  boolean ok() {
    return status / 100 == 2;
  }

  /** The text of that name; the caller zeroes it where it is secret. */
  Optional<byte[]> text(String name) {
    int from = value(name);
    if (from < 0 || from >= body.length || body[from] != '"') {
      return Optional.empty();
    }
    byte[] text = new byte[body.length];
    int length = 0;
    int at = from + 1;
    while (at < body.length && body[at] != '"') {
      int one = body[at] == '\\' ? escaped(at + 1) : body[at];
      if (one < 0) {
        Arrays.fill(text, (byte) 0);
        return Optional.empty();
      }
      text[length++] = (byte) one;
      at += body[at] == '\\' ? body[at + 1] == 'u' ? 6 : 2 : 1;
    }
    byte[] found = Arrays.copyOf(text, length);
    Arrays.fill(text, (byte) 0);
    return at < body.length ? Optional.of(found) : Optional.empty();
  }

  /** The text of that name where it is no secret. */
  Optional<String> word(String name) {
    return text(name).map(bytes -> new String(bytes, StandardCharsets.US_ASCII));
  }

  /** The decoded Base64 of that name, of either alphabet; the caller zeroes it. */
  Optional<byte[]> base64(String name) {
    return text(name)
        .flatMap(
            text -> {
              for (int i = 0; i < text.length; i++) {
                text[i] = (byte) (text[i] == '-' ? '+' : text[i] == '_' ? '/' : text[i]);
              }
              try {
                return Optional.of(Base64.getDecoder().decode(text));
              } catch (IllegalArgumentException e) {
                return Optional.empty();
              } finally {
                Arrays.fill(text, (byte) 0);
              }
            });
  }

  /** Whether {@code true} stands at that name. */
  boolean yes(String name) {
    int from = value(name);
    return from >= 0
        && from + 4 <= body.length
        && Arrays.equals(body, from, from + 4, TRUE, 0, TRUE.length);
  }

  /** The whole body where it is a line of text and no secret. */
  String all() {
    return new String(body, StandardCharsets.US_ASCII).strip();
  }

  /** Whether that stands anywhere in it. */
  boolean mentions(String text) {
    return new String(body, StandardCharsets.ISO_8859_1).contains(text);
  }

  /** The printable ASCII that is meant after a backslash, or -1. */
  private int escaped(int at) {
    if (at >= body.length) {
      return -1;
    }
    if (body[at] == '/' || body[at] == '"' || body[at] == '\\') {
      return body[at];
    }
    if (body[at] != 'u' || at + 4 >= body.length || body[at + 1] != '0' || body[at + 2] != '0') {
      return -1;
    }
    int high = Character.digit(body[at + 3], 16);
    int low = Character.digit(body[at + 4], 16);
    int one = high * 16 + low;
    return high < 0 || low < 0 || one < ' ' || one > '~' ? -1 : one;
  }

  /** The whole number of that name. */
  OptionalInt number(String name) {
    int from = value(name);
    int number = 0;
    int at = from;
    while (from >= 0 && at < body.length && at - from < 9 && body[at] >= '0' && body[at] <= '9') {
      number = number * 10 + body[at++] - '0';
    }
    return from < 0 || at == from ? OptionalInt.empty() : OptionalInt.of(number);
  }

  /** What the server says is wrong, on one line. */
  String errors() {
    Matcher found = ERRORS.matcher(new String(body, StandardCharsets.UTF_8));
    return found.find()
        ? found
            .group(1)
            .replace("\\n", " ")
            .replace("\\t", " ")
            .replaceAll("[^\\x20-\\x7e]+|\\s+", " ")
            .strip()
        : "status " + status;
  }

  @Override
  public void close() {
    Arrays.fill(body, (byte) 0);
  }

  /** Where the value of that name begins, or -1. */
  private int value(String name) {
    byte[] quoted = ("\"" + name + "\"").getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i + quoted.length <= body.length; i++) {
      if (Arrays.equals(body, i, i + quoted.length, quoted, 0, quoted.length)) {
        int at = blank(i + quoted.length);
        if (at < body.length && body[at] == ':') {
          return blank(at + 1);
        }
      }
    }
    return -1;
  }

  private int blank(int from) {
    int at = from;
    while (at < body.length
        && (body[at] == ' ' || body[at] == '\n' || body[at] == '\t' || body[at] == '\r')) {
      at++;
    }
    return at;
  }
}
