package io.ridgeway.framework.fiscobcos;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.Digest;

/**
 * Calls of Solidity's functions as the EVM reads them (the contract ABI's specification), of {@code
 * address, bool, uintN, intN, bytesN, bytes} and {@code string}. The four bytes that name a
 * function come from the chain's own digest, so they differ under Guomi.
 */
final class Solidity {
  private static final Pattern FUNCTION = Pattern.compile("([A-Za-z_$][\\w$]*)\\(([^()]*)\\)");
  private static final Pattern INTEGER = Pattern.compile("(u?)int([0-9]*)");
  private static final Pattern FIXED_BYTES = Pattern.compile("bytes([0-9]+)");
  private static final int WORD = 32;

  private Solidity() {}

  /**
   * Selector and arguments.
   *
   * @param function {@code transfer(address,uint256)}
   * @param args {@code 0x…}, decimal digits, {@code true} or {@code false}, or text
   * @throws IllegalArgumentException says what doesn't fit
   */
  static byte[] call(Cryptography cryptography, String function, List<String> args) {
    String plain = function.replace(" ", "");
    List<String> types = taking(plain, args);
    byte[] name = plain.getBytes(StandardCharsets.UTF_8);
    Digest digest = cryptography.digest();
    digest.update(name, 0, name.length);
    byte[] hash = new byte[digest.getDigestSize()];
    digest.doFinal(hash, 0);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(hash, 0, 4);
    all.writeBytes(arguments(types, args));
    return all.toByteArray();
  }

  /**
   * What a constructor is given, without a selector.
   *
   * @param constructor {@code constructor(address,uint256)}
   * @throws IllegalArgumentException says what doesn't fit
   */
  static byte[] construction(String constructor, List<String> args) {
    String plain = constructor.replace(" ", "");
    if (!plain.startsWith("constructor(")) {
      throw new IllegalArgumentException(
          "function must be the constructor with its types, or be left out:"
              + " constructor(address,uint256)");
    }
    return arguments(taking(plain, args), args);
  }

  private static List<String> taking(String function, List<String> args) {
    List<String> types = types(function);
    if (types.size() != args.size()) {
      throw new IllegalArgumentException(
          "function takes " + types.size() + " arguments, and " + args.size() + " are given");
    }
    return types;
  }

  private static List<String> types(String function) {
    Matcher form = FUNCTION.matcher(function);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "function must be written with its types, without tuples: transfer(address,uint256)");
    }
    return form.group(2).isEmpty() ? List.of() : Arrays.asList(form.group(2).split(",", -1));
  }

  private static byte[] arguments(List<String> types, List<String> args) {
    List<byte[]> heads = new ArrayList<>();
    ByteArrayOutputStream tails = new ByteArrayOutputStream();
    for (int i = 0; i < types.size(); i++) {
      String type = types.get(i);
      try {
        if (type.equals("string") || type.equals("bytes")) {
          heads.add(word(BigInteger.valueOf((long) WORD * types.size() + tails.size())));
          tails.writeBytes(
              sized(
                  type.equals("string")
                      ? args.get(i).getBytes(StandardCharsets.UTF_8)
                      : hex(args.get(i))));
        } else {
          heads.add(single(type, args.get(i)));
        }
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "argument " + (i + 1) + " is no " + type + ": " + e.getMessage(), e);
      }
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    heads.forEach(all::writeBytes);
    all.writeBytes(tails.toByteArray());
    return all.toByteArray();
  }

  private static byte[] single(String type, String text) {
    Matcher integer = INTEGER.matcher(type);
    if (integer.matches()) {
      return integer(
          integer.group(1).isEmpty(),
          integer.group(2).isEmpty() ? 256 : Integer.parseInt(integer.group(2)),
          text);
    }
    Matcher fixed = FIXED_BYTES.matcher(type);
    if (fixed.matches()) {
      byte[] bytes = hex(text);
      int length = Integer.parseInt(fixed.group(1));
      if (length < 1 || length > WORD || bytes.length != length) {
        throw new IllegalArgumentException("it has " + bytes.length + " bytes");
      }
      return Arrays.copyOf(bytes, WORD);
    }
    return switch (type) {
      case "address" -> {
        byte[] address = hex(text);
        if (address.length != 20) {
          throw new IllegalArgumentException("an address is 0x and 40 hex digits");
        }
        yield word(new BigInteger(1, address));
      }
      case "bool" -> {
        if (!text.equals("true") && !text.equals("false")) {
          throw new IllegalArgumentException("true or false is");
        }
        yield word(text.equals("true") ? BigInteger.ONE : BigInteger.ZERO);
      }
      default -> throw new IllegalArgumentException("arguments of that type aren't taken here");
    };
  }

  private static byte[] integer(boolean signed, int bits, String text) {
    if (bits < 8 || bits > 256 || bits % 8 != 0) {
      throw new IllegalArgumentException("there is no such integer");
    }
    if (!text.matches("-?[0-9]{1,78}|0x[0-9a-fA-F]{1,64}")) {
      throw new IllegalArgumentException("decimal digits, or 0x and hex digits, are wanted");
    }
    BigInteger value =
        text.startsWith("0x") ? new BigInteger(text.substring(2), 16) : new BigInteger(text);
    BigInteger limit = BigInteger.ONE.shiftLeft(signed ? bits - 1 : bits);
    BigInteger least = signed ? limit.negate() : BigInteger.ZERO;
    if (value.compareTo(least) < 0 || value.compareTo(limit) >= 0) {
      throw new IllegalArgumentException("it is out of range");
    }
    return word(value);
  }

  private static byte[] sized(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(word(BigInteger.valueOf(bytes.length)));
    out.writeBytes(Arrays.copyOf(bytes, (bytes.length + WORD - 1) / WORD * WORD));
    return out.toByteArray();
  }

  private static byte[] word(BigInteger value) {
    byte[] bytes = value.toByteArray();
    byte[] word = new byte[WORD];
    if (value.signum() < 0) {
      Arrays.fill(word, (byte) 0xff);
    }
    int length = Math.min(bytes.length, WORD);
    System.arraycopy(bytes, bytes.length - length, word, WORD - length, length);
    return word;
  }

  private static byte[] hex(String text) {
    if (!text.matches("0x([0-9a-fA-F]{2})*")) {
      throw new IllegalArgumentException("0x and pairs of hex digits are wanted");
    }
    return HexFormat.of().parseHex(text.substring(2));
  }
}
