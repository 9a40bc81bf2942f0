package io.ridgeway.keys.kek;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
    for (int to = from + 1; to < body.length; to++) {
      if (body[to] == '\\') {
        return Optional.empty();
      }
      if (body[to] == '"') {
        return Optional.of(Arrays.copyOfRange(body, from + 1, to));
      }
    }
    return Optional.empty();
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
