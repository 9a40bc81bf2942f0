package io.ridgeway.framework.renderer.abi;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;

/** Writes values as contracts read them. */
final class AbiEncoder {
  private static final int WORD = 32;

  private AbiEncoder() {}

  /**
   * The values one after the other: first those of known length and the ways to the others, then
   * the others.
   *
   * @param where what the caller knows them by
   */
  static byte[] tuple(List<AbiType> types, JsonNode values, String where) {
    if (!values.isArray() || values.size() != types.size()) {
      throw new IllegalArgumentException(where + " must have " + types.size() + " items");
    }
    int way = new AbiType.Tuple(types).heads();
    ByteArrayOutputStream heads = new ByteArrayOutputStream();
    ByteArrayOutputStream tails = new ByteArrayOutputStream();
    for (int i = 0; i < types.size(); i++) {
      byte[] value = value(types.get(i), values.get(i), where + "[" + i + "]");
      if (types.get(i).dynamic()) {
        heads.writeBytes(number(BigInteger.valueOf((long) way + tails.size())));
        tails.writeBytes(value);
      } else {
        heads.writeBytes(value);
      }
    }
    heads.writeBytes(tails.toByteArray());
    return heads.toByteArray();
  }

  private static byte[] value(AbiType type, JsonNode value, String where) {
    if (type instanceof AbiType.Tuple tuple) {
      return tuple(tuple.of(), value, where);
    } else if (type instanceof AbiType.Row row) {
      return tuple(Collections.nCopies(row.length(), row.of()), value, where);
    } else if (type instanceof AbiType.Array array) {
      if (!value.isArray()) {
        throw new IllegalArgumentException(where + " must be an array, for " + type.canonical());
      }
      return joined(
          number(BigInteger.valueOf(value.size())),
          tuple(Collections.nCopies(value.size(), array.of()), value, where));
    }
    if (!value.isValueNode() || value.isNull()) {
      throw new IllegalArgumentException(where + " must be one value, for " + type.canonical());
    }
    return elementary(type, value.asText(), where);
  }

  private static byte[] elementary(AbiType type, String text, String where) {
    if (type instanceof AbiType.Int number) {
      return number(number(number, text, where));
    } else if (type instanceof AbiType.Address) {
      if (!text.matches("0x[0-9a-fA-F]{40}")) {
        throw new IllegalArgumentException(where + " must be an address: 0x and 40 hex digits");
      }
      return number(new BigInteger(text.substring(2), 16));
    } else if (type instanceof AbiType.Bool) {
      if (!text.equals("true") && !text.equals("false")) {
        throw new IllegalArgumentException(where + " must be true or false");
      }
      return number(text.equals("true") ? BigInteger.ONE : BigInteger.ZERO);
    } else if (type instanceof AbiType.Fixed fixed) {
      byte[] bytes = hex(text, where);
      if (bytes.length != fixed.length()) {
        throw new IllegalArgumentException(
            where + " must have " + fixed.length() + " bytes, it has " + bytes.length);
      }
      return Arrays.copyOf(bytes, WORD);
    }
    byte[] bytes =
        type instanceof AbiType.Bytes some && some.text()
            ? text.getBytes(StandardCharsets.UTF_8)
            : hex(text, where);
    return joined(
        number(BigInteger.valueOf(bytes.length)),
        Arrays.copyOf(bytes, (bytes.length + WORD - 1) / WORD * WORD));
  }

  private static BigInteger number(AbiType.Int type, String text, String where) {
    BigInteger number;
    if (text.matches("-?[0-9]{1,78}")) {
      number = new BigInteger(text);
    } else if (text.matches("0x[0-9a-fA-F]{1,64}")) {
      number = new BigInteger(text.substring(2), 16);
    } else {
      throw new IllegalArgumentException(where + " must be a whole number, in digits or 0x…");
    }
    boolean fits =
        type.signed()
            ? number.bitLength() < type.bits()
            : number.signum() >= 0 && number.bitLength() <= type.bits();
    if (!fits) {
      throw new IllegalArgumentException(where + " is no " + type.canonical() + ": " + number);
    }
    return number;
  }

  private static byte[] hex(String text, String where) {
    if (!text.matches("0x([0-9a-fA-F]{2})*")) {
      throw new IllegalArgumentException(where + " must be 0x and an even number of hex digits");
    }
    return HexFormat.of().parseHex(text, 2, text.length());
  }

  /** Two's complement, big-endian. */
  private static byte[] number(BigInteger number) {
    byte[] word = new byte[WORD];
    if (number.signum() < 0) {
      Arrays.fill(word, (byte) 0xff);
    }
    byte[] bytes = number.toByteArray();
    int length = Math.min(bytes.length, WORD);
    System.arraycopy(bytes, bytes.length - length, word, WORD - length, length);
    return word;
  }

  private static byte[] joined(byte[]... parts) {
    List<byte[]> all = new ArrayList<>(List.of(parts));
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    all.forEach(joined::writeBytes);
    return joined.toByteArray();
  }
}
