package io.ridgeway.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.model.BackupId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.key.BackupKeys;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a backup's key sealed opens for that backup and file alone, and only whole. */
class SealedBackupsTest {
  private static final byte[] PLAIN = "secret ".repeat(400_000).getBytes(StandardCharsets.UTF_8);

  @TempDir Path directory;
  private final BackupId backup = BackupId.next();
  private CustodyFixture fixture;
  private BackupKeys keys;
  private TenantId tenant;
  private String key;
  private byte[] sealed;

  @BeforeEach
  void aSealedFile() throws IOException {
    fixture = new CustodyFixture(directory);
    keys = fixture.custody.backups();
    tenant = fixture.tenant;
    key = keys.newKey(tenant, backup);
    ByteArrayOutputStream to = new ByteArrayOutputStream();
    try (OutputStream out = keys.encrypting(tenant, backup, key, "state", to)) {
      out.write(PLAIN);
    }
    sealed = to.toByteArray();
  }

  @Test
  void whatWasSealedOpensAlsoForAnotherInstanceAndShowsNothingOfItself() throws IOException {
    assertThat(open(fixture.another().backups(), tenant, backup, key, "state", sealed))
        .isEqualTo(PLAIN);
    assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("secret");
    assertThat(keys.newKey(tenant, backup)).isNotEqualTo(key);
  }

  @Test
  void noOtherFileBackupOrTenantOpensIt() {
    assertThatThrownBy(() -> open(keys, tenant, backup, key, "other", sealed))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> open(keys, tenant, BackupId.next(), key, "state", sealed))
        .isInstanceOf(CustodyException.class);
    TenantId stranger = TenantId.next();
    keys.newKey(stranger, backup);
    assertThatThrownBy(() -> open(keys, stranger, backup, key, "state", sealed))
        .isInstanceOf(CustodyException.class);
  }

  @Test
  void whatWasAlteredOrCutShortDoesNotOpen() {
    for (int at : new int[] {0, 60, sealed.length / 2, sealed.length - 1}) {
      byte[] altered = sealed.clone();
      altered[at] ^= 1;
      assertThatThrownBy(() -> open(keys, tenant, backup, key, "state", altered))
          .as("byte " + at)
          .isInstanceOf(IOException.class);
    }
    for (int length : new int[] {10, 1 << 20, sealed.length - 1}) {
      assertThatThrownBy(
              () -> open(keys, tenant, backup, key, "state", Arrays.copyOf(sealed, length)))
          .as(length + " bytes")
          .isInstanceOf(IOException.class);
    }
  }

  private static byte[] open(
      BackupKeys with, TenantId tenant, BackupId backup, String key, String file, byte[] sealed)
      throws IOException {
    try (InputStream in =
        with.decrypting(tenant, backup, key, file, new ByteArrayInputStream(sealed))) {
      return in.readAllBytes();
    }
  }
}
