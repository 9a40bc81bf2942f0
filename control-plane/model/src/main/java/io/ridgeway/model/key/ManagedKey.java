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
 * @param publicKey in lower-case hex, as long as its kind's are: of a curve's key the uncompressed
 *     point without its leading 0x04, 64 bytes; see {@link Curve} for the others
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
    if (HexFormat.of().parseHex(publicKey).length != curve.publicKeyBytes()) {
      throw new IllegalArgumentException(
          "a public key of " + curve + " is " + curve.publicKeyBytes() + " bytes in hex");
    }
  }

  /** The public key as DER: a SubjectPublicKeyInfo, as certificates and most libraries take it. */
  public byte[] encodedPublicKey() {
    return curve.encode(HexFormat.of().parseHex(publicKey));
  }
}
