package io.ridgeway.keys;

import io.ridgeway.model.TenantId;
import io.ridgeway.model.key.TenantSecrets;
import java.security.GeneralSecurityException;
import java.util.Base64;

/** Secrets under their tenants' data keys. */
final class SealedSecrets implements TenantSecrets {
  private final DataKeys dataKeys;

  SealedSecrets(DataKeys dataKeys) {
    this.dataKeys = dataKeys;
  }

  @Override
  public String seal(TenantId tenant, String use, byte[] secret) {
    try {
      return Base64.getEncoder()
          .encodeToString(dataKeys.ensure(tenant).encrypt(secret, Binding.ofSecret(tenant, use)));
    } catch (GeneralSecurityException e) {
      throw new CustodyException("A secret of tenant " + tenant + " can't be sealed", e);
    }
  }

  @Override
  public byte[] open(TenantId tenant, String use, String sealed) {
    try {
      return dataKeys
          .open(tenant)
          .decrypt(Base64.getDecoder().decode(sealed), Binding.ofSecret(tenant, use));
    } catch (GeneralSecurityException e) {
      throw new CustodyException(
          "A secret of tenant "
              + tenant
              + " doesn't open: its record was altered or belongs elsewhere.",
          e);
    }
  }
}
