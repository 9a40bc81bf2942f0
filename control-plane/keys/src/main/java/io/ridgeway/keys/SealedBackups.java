package io.ridgeway.keys;

import com.google.crypto.tink.StreamingAead;
import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import io.ridgeway.model.BackupId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.key.BackupKeys;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

/**
 * Backups' files by AES-GCM in segments of 1 MiB: each is authentic by itself, in its order, and
 * the last one says that it is the last. The key is a backup's own, under its tenant's data key.
 */
final class SealedBackups implements BackupKeys {
  private static final int BYTES = 32;
  private static final int SEGMENT = 1 << 20;

  private final DataKeys dataKeys;
  private final SecureRandom random;

  SealedBackups(DataKeys dataKeys, SecureRandom random) {
    this.dataKeys = dataKeys;
    this.random = random;
  }

  @Override
  public String newKey(TenantId tenant, BackupId backup) {
    byte[] key = new byte[BYTES];
    random.nextBytes(key);
    try {
      return Base64.getEncoder()
          .encodeToString(dataKeys.ensure(tenant).encrypt(key, Binding.ofBackup(tenant, backup)));
    } catch (GeneralSecurityException e) {
      throw new CustodyException("A key of backup " + backup + " can't be sealed", e);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  @Override
  public OutputStream encrypting(
      TenantId tenant, BackupId backup, String sealed, String file, OutputStream to)
      throws IOException {
    try {
      return cipher(tenant, backup, sealed)
          .newEncryptingStream(to, Binding.ofBackupFile(tenant, backup, file));
    } catch (GeneralSecurityException e) {
      throw unopened(backup, e);
    }
  }

  @Override
  public InputStream decrypting(
      TenantId tenant, BackupId backup, String sealed, String file, InputStream from)
      throws IOException {
    try {
      return cipher(tenant, backup, sealed)
          .newDecryptingStream(from, Binding.ofBackupFile(tenant, backup, file));
    } catch (GeneralSecurityException e) {
      throw unopened(backup, e);
    }
  }

  private StreamingAead cipher(TenantId tenant, BackupId backup, String sealed)
      throws GeneralSecurityException {
    byte[] key =
        dataKeys
            .open(tenant)
            .decrypt(Base64.getDecoder().decode(sealed), Binding.ofBackup(tenant, backup));
    try {
      return new AesGcmHkdfStreaming(key, "HmacSha256", BYTES, SEGMENT, 0);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private static CustodyException unopened(BackupId backup, GeneralSecurityException e) {
    return new CustodyException(
        "The key of backup "
            + backup
            + " doesn't open: its record was altered or belongs elsewhere.",
        e);
  }
}
