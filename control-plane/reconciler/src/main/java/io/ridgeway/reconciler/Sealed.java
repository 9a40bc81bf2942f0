package io.ridgeway.reconciler;

import io.ridgeway.engine.backup.Backup;
import io.ridgeway.model.key.BackupKeys;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** The files of one backup, by its own key, which custody opens in a transaction. */
record Sealed(Ports ports, Backup backup) {

  /** Encrypts what is written to it. */
  OutputStream encrypting(String file, OutputStream to) throws IOException {
    return opened(
        keys -> keys.encrypting(backup.tenant(), backup.id(), backup.sealedKey(), file, to));
  }

  /** Gives what was encrypted so. */
  InputStream decrypting(String file, InputStream from) throws IOException {
    return opened(
        keys -> keys.decrypting(backup.tenant(), backup.id(), backup.sealedKey(), file, from));
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
