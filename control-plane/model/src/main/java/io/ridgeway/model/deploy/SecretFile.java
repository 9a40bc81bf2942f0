package io.ridgeway.model.deploy;

import io.ridgeway.model.KeyId;

/**
 * A file whose content is a private key of custody, fetched at apply, owner-readable only, and in
 * no manifest, log or result.
 *
 * @param name a plain file name: {@code nodekey}
 * @param key the key; its purpose must be {@code NODE} or {@code TLS}
 * @param format how it is written
 */
public record SecretFile(String name, KeyId key, Format format) {
  public SecretFile {
    FileNames.check(name);
  }

  /** How a private key is written to the file. */
  public enum Format {
    /** The scalar as 64 lower-case hex digits, no prefix, no line end. */
    HEX {
      @Override
      public byte[] encode(byte[] scalar) {
        return Pem.hex(scalar);
      }
    },
    /** A P-256 key as PKCS #8 in PEM (RFC 5958, RFC 7468). */
    P256_PEM {
      @Override
      public byte[] encode(byte[] scalar) {
        return Pem.p256(scalar);
      }
    },
    /** A secp256k1 key as PKCS #8 in PEM. */
    SECP256K1_PEM {
      @Override
      public byte[] encode(byte[] scalar) {
        return Pem.secp256k1(scalar);
      }
    },
    /** An SM2 key as PKCS #8 in PEM. */
    SM2_PEM {
      @Override
      public byte[] encode(byte[] scalar) {
        return Pem.sm2(scalar);
      }
    },
    /** An RSA key as PKCS #8 in PEM; custody hands it out as PKCS #8 in DER. */
    RSA_PEM {
      @Override
      public byte[] encode(byte[] pkcs8) {
        return Pem.pkcs8(pkcs8);
      }
    };

    /**
     * The file's content. By hand, because a String couldn't be zeroed; the caller zeroes it after
     * use.
     *
     * @param privateKey as custody hands it out: of a curve the scalar, 32 bytes big-endian
     */
    public abstract byte[] encode(byte[] privateKey);
  }
}
