package io.ridgeway.engine.fake;

import io.ridgeway.model.BackupId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.key.BackupKeys;
import java.io.InputStream;
import java.io.OutputStream;

/** {@link BackupKeys} that encrypt nothing, and are given back what they gave out. */
public final class PlainBackupKeys implements BackupKeys {
  @Override
  public String newKey(TenantId tenant, BackupId backup) {
    return "key of " + backup + " of " + tenant;
  }

  @Override
  public OutputStream encrypting(
      TenantId tenant, BackupId backup, String sealed, String file, OutputStream to) {
    check(tenant, backup, sealed);
    return to;
  }

  @Override
  public InputStream decrypting(
      TenantId tenant, BackupId backup, String sealed, String file, InputStream from) {
    check(tenant, backup, sealed);
    return from;
  }

  private void check(TenantId tenant, BackupId backup, String sealed) {
    if (!sealed.equals(newKey(tenant, backup))) {
      throw new IllegalArgumentException("that isn't its key");
    }
  }
}
