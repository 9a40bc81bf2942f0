package io.ridgeway.keys;

import io.ridgeway.model.BackupId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.key.KeyOrigin;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.place.CityNodeId;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The associated data that ciphertexts are bound to. Every part is preceded by its length, so that
 * no two bindings read alike. The first part names the form; it changes if the form does.
 */
final class Binding {
  private Binding() {}

  /** The first form is that of keys of which nothing was decided: there were no others once. */
  static byte[] ofKey(
      ManagedKey key, int version, KeyOrigin origin, boolean exportable, String policy) {
    return origin == KeyOrigin.MADE && exportable && policy.isEmpty()
        ? plain(key, version)
        : join(
            "ridgeway/private-key/2",
            key.tenant().value(),
            key.network().value(),
            key.id().value(),
            Integer.toString(version),
            key.purpose().name(),
            key.curve().name(),
            key.name(),
            key.publicKey(),
            origin.name(),
            exportable ? "exportable" : "kept",
            policy);
  }

  private static byte[] plain(ManagedKey key, int version) {
    return join(
        "ridgeway/private-key/1",
        key.tenant().value(),
        key.network().value(),
        key.id().value(),
        Integer.toString(version),
        key.purpose().name(),
        key.curve().name(),
        key.name(),
        key.publicKey());
  }

  static byte[] ofDataKey(TenantId tenant) {
    return join("ridgeway/data-key/1", tenant.value());
  }

  static byte[] ofCredential(CityNodeId cityNode, String property, int version) {
    return join(
        "ridgeway/city-node-credential/1", cityNode.value(), property, Integer.toString(version));
  }

  static byte[] ofBackup(TenantId tenant, BackupId backup) {
    return join("ridgeway/backup-key/1", tenant.value(), backup.value());
  }

  static byte[] ofBackupFile(TenantId tenant, BackupId backup, String file) {
    return join("ridgeway/backup-file/1", tenant.value(), backup.value(), file);
  }

  static byte[] ofSecret(TenantId tenant, String use) {
    return join("ridgeway/tenant-secret/1", tenant.value(), use);
  }

  private static byte[] join(String... parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      for (String part : parts) {
        byte[] text = part.getBytes(StandardCharsets.UTF_8);
        out.writeInt(text.length);
        out.write(text);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
