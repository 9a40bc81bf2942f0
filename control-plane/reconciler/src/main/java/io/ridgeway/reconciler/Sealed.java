package io.ridgeway.reconciler;

import io.ridgeway.engine.backup.SealedCopy;
import io.ridgeway.model.BackupId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.key.BackupKeys;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * The files of one backup or archive, by its own key, which custody opens in a transaction.
 *
 * @param key as it is kept, sealed
 */
record Sealed(Ports ports, TenantId tenant, BackupId id, String key) {

  /** Those of that one. */
  static Sealed of(Ports ports, SealedCopy<?> copy) {
    return new Sealed(ports, copy.tenant(), copy.id(), copy.sealedKey());
  }

  /** Encrypts what is written to it. */
  OutputStream encrypting(String file, OutputStream to) throws IOException {
    return opened(keys -> keys.encrypting(tenant, id, key, file, to));
  }

  /** Gives what was encrypted so. */
  InputStream decrypting(String file, InputStream from) throws IOException {
    return opened(keys -> keys.decrypting(tenant, id, key, file, from));
  }

  @FunctionalInterface
  private interface Opening<T> {
    T by(BackupKeys keys) throws IOException;
  }

  private <T> T opened(Opening<T> opening) throws IOException {
    try {
      return ports
          .transactions()
          .asSystem(
              () -> {
                try {
                  return opening.by(ports.archive().keys());
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
