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
        return file.format().encode(scalar);
      } finally {
        Arrays.fill(scalar, (byte) 0);
      }
    };
  }
}
