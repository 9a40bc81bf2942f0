package io.ridgeway.keys;

import io.ridgeway.model.key.CityNodeCredentials.Kept;
import io.ridgeway.model.place.CityNodeId;

/**
 * A city node's secret, encrypted under a data key of its own.
 *
 * @param kek the {@link KeyEncryptionKey#id} that wrapped the data key
 * @param wrapped the data key, wrapped
 * @param ciphertext the secret's UTF-8 text, encrypted
 */
@SuppressWarnings("ArrayRecordComponent") // opaque bytes, never compared
public record CredentialRecord(
    CityNodeId cityNode, Kept kept, String kek, byte[] wrapped, byte[] ciphertext) {
  KeyEncryptionKey.Wrapped byKek() {
    return new KeyEncryptionKey.Wrapped(kek, wrapped);
  }

  /** The same secret under the same data key, wrapped by another key. */
  CredentialRecord wrappedBy(KeyEncryptionKey.Wrapped other) {
    return new CredentialRecord(cityNode, kept, other.kek(), other.bytes(), ciphertext);
  }

  @Override
  public String toString() {
    return "CredentialRecord[" + cityNode + " " + kept + "]";
  }
}
