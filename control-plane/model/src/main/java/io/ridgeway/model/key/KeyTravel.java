package io.ridgeway.model.key;

import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import java.util.Arrays;

/**
 * Ways into custody and out of it for keys that were or will be elsewhere. Every method but {@link
 * #open} and {@link #recipient} is in the {@code Journal} before it is done, and takes part in the
 * caller's transaction. What is wrong is said by a {@code Refusal} that holds no secret.
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
    /** Overwrites both; the file opens no more. */
    public void wipe() {
      Arrays.fill(bytes, (byte) 0);
      Arrays.fill(password, '\0');
    }

    @Override
    public String toString() {
      return "KeyFile[" + bytes.length + " bytes]";
    }
  }

  /**
   * What was in a file, until it is closed.
   *
   * @param privateKey a scalar in range, or a seed. Wiped by who opened it
   */
  @SuppressWarnings("ArrayRecordComponent") // wiped after use, never compared
  record OpenedKey(Curve curve, byte[] privateKey) implements AutoCloseable {
    /** Wipes it. */
    @Override
    public void close() {
      Arrays.fill(privateKey, (byte) 0);
    }

    @Override
    public String toString() {
      return "OpenedKey[" + curve + "]";
    }
  }

  /**
   * Opens a file, which may take seconds and much memory: never within a transaction. One is opened
   * at a time. The file and its password are wiped.
   *
   * @throws io.ridgeway.model.problem.Refusal {@code INVALID} if it isn't a key of that kind or
   *     doesn't open, {@code TOO_LARGE}, {@code TOO_MANY_REQUESTS} if another one is being opened
   */
  OpenedKey open(Curve curve, KeyFile file);

  /**
   * Takes a key that its owner brings. The caller closes it.
   *
   * @throws io.ridgeway.model.problem.Refusal {@code CONFLICT} if its name is taken or the key is
   *     there already
   */
  KeptKey bring(
      TenantId tenant,
      NetworkId network,
      Purpose purpose,
      String name,
      boolean exportable,
      OpenedKey opened);

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
