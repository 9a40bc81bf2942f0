package io.ridgeway.model.key;

import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import java.time.Instant;
import java.util.HexFormat;

/**
 * The public side of a key in custody.
 *
 * @param name unique among the keys of its network and purpose: {@code app-1}, or the node's name
 * @param publicKey the uncompressed point without its leading 0x04: 64 bytes, in lower-case hex
 */
public record ManagedKey(
    KeyId id,
    TenantId tenant,
    NetworkId network,
    String name,
    Curve curve,
    Purpose purpose,
    String publicKey,
    Instant createdAt) {
  public ManagedKey {
    if (HexFormat.of().parseHex(publicKey).length != 64) {
      throw new IllegalArgumentException("a public key is 64 bytes in hex");
    }
  }
}
