package io.ridgeway.keys;

import io.ridgeway.model.key.KeyOrigin;
import io.ridgeway.model.key.ManagedKey;
import java.security.GeneralSecurityException;

/** Private keys in and out of their ciphertexts, each bound to what its record says of it. */
final class Envelopes {
  private final DataKeys dataKeys;

  Envelopes(DataKeys dataKeys) {
    this.dataKeys = dataKeys;
  }

  /** The private key under its tenant's data key. */
  byte[] close(
      ManagedKey key,
      int version,
      KeyOrigin origin,
      boolean exportable,
      String policy,
      byte[] privateKey) {
    try {
      return dataKeys
          .ensure(key.tenant())
          .encrypt(privateKey, Binding.ofKey(key, version, origin, exportable, policy));
    } catch (GeneralSecurityException e) {
      throw new CustodyException("A key of tenant " + key.tenant() + " can't be encrypted", e);
    }
  }

  /** The private key, to be zeroed by the caller. */
  byte[] open(KeyRecord record) {
    ManagedKey key = record.key();
    try {
      return dataKeys
          .open(key.tenant())
          .decrypt(
              record.ciphertext(),
              Binding.ofKey(
                  key, record.version(), record.origin(), record.exportable(), record.policy()));
    } catch (GeneralSecurityException e) {
      throw new CustodyException(
          "Key " + key.id() + " doesn't open: its record was altered or belongs elsewhere.", e);
    }
  }
}
