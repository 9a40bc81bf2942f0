package io.ridgeway.framework.renderer.abi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;

/** Reads values as contracts write them; never beyond the bytes that are there. */
final class AbiDecoder {
  private static final int WORD = 32;

  /** Ways may lead to the same bytes again and again: an answer must not grow without end. */
  private static final int MOST_VALUES = 100_000;

  private final byte[] bytes;
  private int values;

  /** Bytes of texts and the like that may yet be read: honest answers have each of them once. */
  private int left;

  private AbiDecoder(byte[] bytes) {
    this.bytes = bytes;
    this.left = bytes.length;
  }

  /** The values of those types. */
  static ArrayNode tuple(List<AbiType> types, byte[] bytes) {
    return new AbiDecoder(bytes).tuple(types, 0);
  }

  private ArrayNode tuple(List<AbiType> types, int base) {
    ArrayNode read = JsonNodeFactory.instance.arrayNode();
    int at = base;
    for (AbiType type : types) {
      read.add(value(type, type.dynamic() ? base + way(at) : at));
      at += type.head();
    }
    return read;
  }

  private JsonNode value(AbiType type, int at) {
    if (++values > MOST_VALUES) {
      throw nonsense();
    }
    if (type instanceof AbiType.Tuple tuple) {
      return tuple(tuple.of(), at);
    } else if (type instanceof AbiType.Row row) {
      return tuple(Collections.nCopies(row.length(), row.of()), at);
    } else if (type instanceof AbiType.Array array) {
      int length = way(at);
      if (length > MOST_VALUES) {
        throw nonsense();
      }
      return tuple(Collections.nCopies(length, array.of()), at + WORD);
    } else if (type instanceof AbiType.Bytes some) {
      byte[] content = content(at + WORD, way(at));
      return TextNode.valueOf(
          some.text() ? new String(content, StandardCharsets.UTF_8) : hex(content));
    }
    byte[] word = part(at, WORD);
    if (type instanceof AbiType.Int number) {
      return TextNode.valueOf(
          (number.signed() ? new BigInteger(word) : new BigInteger(1, word)).toString());
    } else if (type instanceof AbiType.Bool) {
      return BooleanNode.valueOf(new BigInteger(1, word).signum() != 0);
    } else if (type instanceof AbiType.Fixed fixed) {
      return TextNode.valueOf(hex(Arrays.copyOf(word, fixed.length())));
    }
    return TextNode.valueOf(hex(Arrays.copyOfRange(word, 12, WORD)));
  }

  /** A number that counts bytes or items. */
  private int way(int at) {
    BigInteger number = new BigInteger(1, part(at, WORD));
    if (number.bitLength() > 31 || number.intValue() > bytes.length) {
      throw nonsense();
    }
    return number.intValue();
  }

  private byte[] content(int at, int length) {
    left -= length;
    if (left < 0) {
      throw nonsense();
    }
    return part(at, length);
  }

  private byte[] part(int at, int length) {
    if (at < 0 || length < 0 || at > bytes.length - length) {
      throw nonsense();
    }
    return Arrays.copyOfRange(bytes, at, at + length);
  }

  private static String hex(byte[] content) {
    return "0x" + HexFormat.of().formatHex(content);
  }

  private static IllegalArgumentException nonsense() {
    return new IllegalArgumentException(
        "the contract's answer isn't what the signature says: check what stands after returns, and"
            + " that a contract is at the address");
  }
}
