package io.ridgeway.model.key;

import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;

/**
 * Ways into custody and out of it for keys that were or will be elsewhere. Every method is in the
 * {@code Journal} before it is done, takes part in the caller's transaction, and says what is wrong
 * by a {@code Refusal} that holds no secret.
 */
public interface KeyTravel {
  /** How long a file may be, in bytes. */
  int LONGEST_FILE = 16_384;

  /**
   * What somebody brings.
   *
   * @param bytes a private key: PKCS#8 (DER or PEM, plain or encrypted by PBES2), SEC 1 (DER or
   *     PEM), Ethereum's JSON keystore of version 3, or 64 hex digits. Wiped by who takes it
   * @param password that opens it; empty if it is plain. Wiped as well
   */
  @SuppressWarnings("ArrayRecordComponent") // wiped after use, never compared
  record KeyFile(byte[] bytes, char[] password) {
    @Override
    public String toString() {
      return "KeyFile[" + bytes.length + " bytes]";
    }
  }

  /**
   * Takes a key that its owner brings.
   *
   * @throws io.ridgeway.model.problem.Refusal {@code INVALID} if it isn't a key of that kind or
   *     doesn't open, {@code CONFLICT} if its name is taken or the key is there already
   */
  KeptKey bring(
      TenantId tenant,
      NetworkId network,
      Curve curve,
      Purpose purpose,
      String name,
      boolean exportable,
      KeyFile file);

  /**
   * Checks to whom a key is to be sealed.
   *
   * @param pem a public key of RSA, 2048 to 8192 bits
   * @return the SHA-256 of its DER in hex, by which people compare it
   */
  String recipient(String pem);

  /**
   * The key, sealed to the recipient: CMS (AuthEnvelopedData, RSA-OAEP, AES-256-GCM) in PEM, around
   * its PKCS#8 in PEM.
   *
   * @throws io.ridgeway.model.problem.Refusal {@code FORBIDDEN} if it is never to leave custody
   */
  String export(KeyId key, String recipient);
}
