package io.ridgeway.adapter.conformance;

import io.ridgeway.model.KeyId;
import io.ridgeway.model.key.NodeSecrets;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** Custody for tests: every key is one scalar that is easy to find again. */
final class RecognisableKey implements NodeSecrets {
  private static final String HEX =
      "5ec2e75ec2e75ec2e75ec2e75ec2e75ec2e75ec2e75ec2e75ec2e75ec2e75ec2";

  private final List<byte[]> handedOut = new CopyOnWriteArrayList<>();

  @Override
  public byte[] open(KeyId key) {
    byte[] scalar = HexFormat.of().parseHex(HEX);
    handedOut.add(scalar);
    return scalar;
  }

  /** How often it was asked. */
  int asked() {
    return handedOut.size();
  }

  /** Whether every array that was handed out has been zeroed. */
  boolean zeroed() {
    return handedOut.stream().allMatch(a -> Arrays.equals(a, new byte[a.length]));
  }

  /** The ways in which the key might be written, in lower case; a part of it is enough. */
  static List<String> spellings() {
    byte[] scalar = HexFormat.of().parseHex(HEX);
    return List.of(
        HEX.substring(0, 16),
        Arrays.toString(Arrays.copyOf(scalar, 6)).replaceAll("[\\[\\]]", ""),
        Base64.getEncoder().encodeToString(scalar).substring(0, 16).toLowerCase(Locale.ROOT),
        new BigInteger(1, scalar).toString().substring(0, 16));
  }
}
