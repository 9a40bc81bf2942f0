package io.ridgeway.framework.renderer.abi;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads types and lists of them as people write them: names of parameters are passed over. */
final class SignatureReader {
  private static final Pattern NUMBER = Pattern.compile("(u?int)([0-9]{0,3})");
  private static final Pattern FIXED = Pattern.compile("bytes([0-9]{1,2})");
  private static final int DEEPEST = 8;
  private static final int LONGEST_ROW = 1_024;

  /** Bytes of a value, or of a list of them, without what has a length of its own. */
  private static final long LARGEST = 1 << 20;

  private final String text;
  private int at;

  SignatureReader(String text) {
    this.text = text;
  }

  /** What stands next, of letters, digits, {@code _} and {@code $}; empty if there is none. */
  String word() {
    blanks();
    int from = at;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || "_$".indexOf(text.charAt(at)) >= 0)) {
      at++;
    }
    return text.substring(from, at);
  }

  boolean ended() {
    blanks();
    return at == text.length();
  }

  /** {@code (type name, type name)}. */
  List<AbiType> list() {
    return list(0);
  }

  private List<AbiType> list(int depth) {
    if (depth > DEEPEST) {
      throw wrong();
    }
    expect('(');
    List<AbiType> types = new ArrayList<>();
    long size = 0;
    if (skip(')')) {
      return types;
    }
    do {
      AbiType type = type(depth);
      types.add(type);
      size = within(size + type.head());
      // A name, and where it lies.
      while (!word().isEmpty()) {
        blanks();
      }
    } while (skip(','));
    expect(')');
    return types;
  }

  private AbiType type(int depth) {
    blanks();
    AbiType type;
    if (peek('(')) {
      type = new AbiType.Tuple(list(depth + 1));
    } else {
      String word = word();
      type =
          word.equals("tuple") && peek('(') ? new AbiType.Tuple(list(depth + 1)) : elementary(word);
    }
    for (int i = 0; skip('['); i++) {
      if (i > DEEPEST) {
        throw wrong();
      }
      String length = word();
      expect(']');
      type = length.isEmpty() ? new AbiType.Array(type) : row(type, length(length));
    }
    return type;
  }

  private AbiType row(AbiType of, int length) {
    within((long) length * of.head());
    return new AbiType.Row(of, length);
  }

  private long within(long size) {
    if (size > LARGEST) {
      throw wrong();
    }
    return size;
  }

  private int length(String digits) {
    if (!digits.matches("[1-9][0-9]{0,3}") || Integer.parseInt(digits) > LONGEST_ROW) {
      throw wrong();
    }
    return Integer.parseInt(digits);
  }

  private AbiType elementary(String word) {
    Matcher number = NUMBER.matcher(word);
    if (number.matches()) {
      int bits = number.group(2).isEmpty() ? 256 : Integer.parseInt(number.group(2));
      if (bits < 8 || bits > 256 || bits % 8 != 0) {
        throw wrong();
      }
      return new AbiType.Int(number.group(1).equals("int"), bits);
    }
    Matcher fixed = FIXED.matcher(word);
    if (fixed.matches()) {
      int length = Integer.parseInt(fixed.group(1));
      if (length < 1 || length > 32) {
        throw wrong();
      }
      return new AbiType.Fixed(length);
    }
    return switch (word) {
      case "address" -> new AbiType.Address();
      case "bool" -> new AbiType.Bool();
      case "bytes" -> new AbiType.Bytes(false);
      case "string" -> new AbiType.Bytes(true);
      default -> throw wrong();
    };
  }

  private void blanks() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
  }

  private boolean peek(char c) {
    blanks();
    return at < text.length() && text.charAt(at) == c;
  }

  private boolean skip(char c) {
    boolean there = peek(c);
    if (there) {
      at++;
    }
    return there;
  }

  private void expect(char c) {
    if (!skip(c)) {
      throw wrong();
    }
  }

  IllegalArgumentException wrong() {
    return new IllegalArgumentException(
        "function must be a signature, for example transfer(address,uint256) returns (bool): what"
            + " stands at character "
            + (at + 1)
            + " isn't understood");
  }
}
