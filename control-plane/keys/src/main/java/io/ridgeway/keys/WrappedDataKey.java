package io.ridgeway.keys;

import io.ridgeway.model.TenantId;
import java.time.Instant;

/**
 * A tenant's data key, wrapped.
 *
 * @param kek the {@link KeyEncryptionKey#id} of the key that wrapped it
 * @param wrapped what {@link KeyEncryptionKey#wrap} gave; at most 4 KiB
 */
@SuppressWarnings("ArrayRecordComponent") // opaque bytes, never compared
public record WrappedDataKey(TenantId tenant, String kek, byte[] wrapped, Instant createdAt) {
  static WrappedDataKey of(TenantId tenant, KeyEncryptionKey.Wrapped wrapped, Instant at) {
    return new WrappedDataKey(tenant, wrapped.kek(), wrapped.bytes(), at);
  }

  KeyEncryptionKey.Wrapped byKek() {
    return new KeyEncryptionKey.Wrapped(kek, wrapped);
  }

  @Override
  public String toString() {
    return "WrappedDataKey[" + tenant + " by " + kek + "]";
  }
}
