package io.ridgeway.framework.ethereum;

import io.ridgeway.framework.LedgerException;
import java.util.HexFormat;

/** Bytes as Ethereum writes them: {@code 0x} and two digits each. */
final class Hex {
  private Hex() {}

  static String of(byte[] bytes) {
    return "0x" + HexFormat.of().formatHex(bytes);
  }

  /** The bytes of a node's answer. */
  static byte[] bytes(String text) {
    if (!text.matches("0x([0-9a-fA-F]{2})*")) {
      throw new LedgerException.Unreachable("A node of the network answers with nonsense.");
    }
    return HexFormat.of().parseHex(text, 2, text.length());
  }
}
