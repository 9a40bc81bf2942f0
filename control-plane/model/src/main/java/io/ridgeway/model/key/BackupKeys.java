package io.ridgeway.model.key;

import io.ridgeway.model.BackupId;
import io.ridgeway.model.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Encrypts backups: each under a key of its own, which is sealed with its tenant's data key and is
 * of no use without custody.
 */
public interface BackupKeys {
  /** A new backup's key, sealed; Base64. Called within a transaction that may write. */
  String newKey(TenantId tenant, BackupId backup);

  /**
   * Encrypts what is written, bound to backup and file, as it goes.
   *
   * @param sealed the backup's key
   */
  OutputStream encrypting(
      TenantId tenant, BackupId backup, String sealed, String file, OutputStream to)
      throws IOException;

  /** The plain content; reading fails ({@link IOException}) where anything was altered. */
  InputStream decrypting(
      TenantId tenant, BackupId backup, String sealed, String file, InputStream from)
      throws IOException;
}
