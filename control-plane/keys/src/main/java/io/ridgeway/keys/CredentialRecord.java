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
  @Override
  public String toString() {
    return "CredentialRecord[" + cityNode + " " + kept + "]";
  }
}
