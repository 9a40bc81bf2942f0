package io.ridgeway.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.model.TenantId;
import io.ridgeway.model.key.TenantSecrets;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was sealed for one tenant's use opens for that alone. */
class SealedSecretsTest {
  private static final byte[] PLAIN = "a secret".getBytes(StandardCharsets.UTF_8);

  @TempDir Path directory;

  @Test
  void itOpensForItsUseAlone() {
    // Given
    CustodyFixture fixture = new CustodyFixture(directory);
    TenantSecrets secrets = fixture.custody.secrets();
    TenantId tenant = fixture.tenant;
    TenantId stranger = TenantId.next();
    secrets.seal(stranger, "webhook 1", PLAIN);

    // When
    String sealed = secrets.seal(tenant, "webhook 1", PLAIN);

    // Then
    assertThat(secrets.seal(tenant, "webhook 1", PLAIN)).isNotEqualTo(sealed);
    assertThat(fixture.another().secrets().open(tenant, "webhook 1", sealed)).isEqualTo(PLAIN);
    assertThatThrownBy(() -> secrets.open(tenant, "webhook 2", sealed))
        .isInstanceOf(CustodyException.class)
        .hasMessageNotContaining("secret 1");
    assertThatThrownBy(() -> secrets.open(stranger, "webhook 1", sealed))
        .isInstanceOf(CustodyException.class);
  }
}
