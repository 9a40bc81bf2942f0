package io.ridgeway.keys;

import io.ridgeway.model.TenantId;
import java.time.Instant;

/**
 * A tenant's data key, wrapped.
 *
 * @param kek the {@link KeyEncryptionKey#id} that wrapped it
 * @param wrapped what {@link KeyEncryptionKey#wrap} gave; at most 4 KiB
 */
@SuppressWarnings("ArrayRecordComponent") // opaque bytes, never compared
public record WrappedDataKey(TenantId tenant, String kek, byte[] wrapped, Instant createdAt) {
  @Override
  public String toString() {
    return "WrappedDataKey[" + tenant + " by " + kek + "]";
  }
}
