package io.ridgeway.framework.ethereum;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * An account's address: the last 20 bytes of its public key's hash.
 *
 * @param hex 40 lower-case hex digits, no prefix
 */
record AccountAddress(String hex) implements Comparable<AccountAddress> {
  private static final HexFormat HEX = HexFormat.of();

  AccountAddress {
    if (!hex.matches("[0-9a-f]{40}")) {
      throw new IllegalArgumentException("an address has 40 hex digits");
    }
  }

  /** The address of a public key of 64 bytes in hex. */
  static AccountAddress ofPublicKey(String publicKey) {
    byte[] key = HEX.parseHex(publicKey);
    if (key.length != 64) {
      throw new IllegalArgumentException("a public key is 64 bytes in hex");
    }
    return new AccountAddress(HEX.formatHex(Arrays.copyOfRange(Keccak.hash(key), 12, 32)));
  }

  byte[] bytes() {
    return HEX.parseHex(hex);
  }

  /** As machines write it: {@code 0x…}, lower case. */
  String prefixed() {
    return "0x" + hex;
  }

  /** As people write it: the case of the letters is a checksum (EIP-55). */
  String checksummed() {
    String hash = HEX.formatHex(Keccak.hash(hex.getBytes(StandardCharsets.US_ASCII)));
    StringBuilder text = new StringBuilder(42).append("0x");
    for (int i = 0; i < hex.length(); i++) {
      char c = hex.charAt(i);
      text.append(hash.charAt(i) >= '8' ? Character.toUpperCase(c) : c);
    }
    return text.toString();
  }

  @Override
  public int compareTo(AccountAddress other) {
    return hex.compareTo(other.hex);
  }
}
