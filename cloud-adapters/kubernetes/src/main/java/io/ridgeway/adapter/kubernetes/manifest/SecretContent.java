package io.ridgeway.adapter.kubernetes.manifest;

import io.ridgeway.model.deploy.SecretFile;
import io.ridgeway.model.key.NodeSecrets;
import java.util.Arrays;

/** Gives what stands in a secret file. */
@FunctionalInterface
public interface SecretContent {
  /** The file's content. The caller zeroes the array after use. */
  byte[] of(SecretFile file);

  /** The values themselves, out of custody. */
  static SecretContent from(NodeSecrets secrets) {
    return file -> {
      byte[] scalar = secrets.open(file.key());
      try {
        return switch (file.format()) {
          case HEX -> hex(scalar);
        };
      } finally {
        Arrays.fill(scalar, (byte) 0);
      }
    };
  }

  // Not by HexFormat: it makes a String, which can't be zeroed.
  private static byte[] hex(byte[] value) {
    byte[] digits = new byte[value.length * 2];
    for (int i = 0; i < value.length; i++) {
      digits[2 * i] = (byte) Character.forDigit((value[i] >> 4) & 0xf, 16);
      digits[2 * i + 1] = (byte) Character.forDigit(value[i] & 0xf, 16);
    }
    return digits;
  }
}
