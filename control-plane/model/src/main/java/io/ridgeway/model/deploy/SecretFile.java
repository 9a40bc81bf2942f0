package io.ridgeway.model.deploy;

import io.ridgeway.model.KeyId;

/**
 * A file whose content is a private key of custody, fetched at apply, owner-readable only, and in
 * no manifest, log or result.
 *
 * @param name a plain file name: {@code nodekey}
 * @param key the key; its purpose must be {@code NODE}
 * @param format how it is written
 */
public record SecretFile(String name, KeyId key, Format format) {
  public SecretFile {
    FileNames.check(name);
  }

  /** How a private key is written to the file. */
  public enum Format {
    /** The scalar as 64 lower-case hex digits, no prefix, no line end. */
    HEX,
    PKCS8_PEM
  }
}
