package io.ridgeway.framework.fiscobcos;

import java.util.HexFormat;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.Digest;

/**
 * What a chain knows a node by: the public key of its {@code node.pem}, the uncompressed point
 * without its leading 0x04, in 128 lower-case hex digits. The same under both suites.
 */
public record NodeId(String hex) implements Comparable<NodeId> {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{128}");

  public NodeId {
    if (!FORM.matcher(hex).matches()) {
      throw new IllegalArgumentException("a node id is 64 bytes in lower-case hex");
    }
  }

  /** Whether it is a point of the suite's curve, so a key of the other suite is none. */
  public boolean isOf(Cryptography cryptography) {
    byte[] point = HexFormat.of().parseHex("04" + hex);
    try {
      return cryptography.curve().getCurve().decodePoint(point).isValid();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The account of the same key: {@code 0x} and the last 20 bytes of its digest, in hex. */
  public String account(Cryptography cryptography) {
    byte[] key = HexFormat.of().parseHex(hex);
    Digest digest = cryptography.digest();
    byte[] hash = new byte[digest.getDigestSize()];
    digest.update(key, 0, key.length);
    digest.doFinal(hash, 0);
    return "0x" + HexFormat.of().formatHex(hash, hash.length - 20, hash.length);
  }

  @Override
  public int compareTo(NodeId other) {
    return hex.compareTo(other.hex);
  }

  @Override
  public String toString() {
    return hex;
  }
}
