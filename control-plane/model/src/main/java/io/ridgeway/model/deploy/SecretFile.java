package io.ridgeway.model.deploy;

import io.ridgeway.model.KeyId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * A file whose content is, or holds, a private key of custody; fetched at apply, owner-readable
 * only, and in no manifest, log or result.
 *
 * @param name a plain file name: {@code nodekey}
 * @param key the key; its purpose must be {@code NODE} or {@code TLS}
 * @param format how it is written
 * @param text what stands around it, with {@link #VALUE} where it stands, for programs that read a
 *     password among their other settings; may hold {@link Symbols}. None if it stands alone
 */
public record SecretFile(String name, KeyId key, Format format, Optional<String> text) {
  /** Where the value stands in the text, once or more. */
  public static final String VALUE = "{{value}}";

  public SecretFile {
    FileNames.check(name);
    if (text.filter(t -> !t.contains(VALUE)).isPresent()) {
      throw new IllegalArgumentException(name + " has no place for its secret: " + VALUE);
    }
  }

  /** One that is the key alone. */
  public SecretFile(String name, KeyId key, Format format) {
    this(name, key, format, Optional.empty());
  }

  /**
   * The file's content.
   *
   * @param value the key as {@link Format#encode} writes it; the caller zeroes it, and the answer,
   *     after use
   * @param fill puts in what symbols stand for
   */
  public byte[] content(byte[] value, UnaryOperator<String> fill) {
    if (text.isEmpty()) {
      return value.clone();
    }
    List<byte[]> around =
        Arrays.stream(fill.apply(text.get()).split(Pattern.quote(VALUE), -1))
            .map(part -> part.getBytes(StandardCharsets.UTF_8))
            .toList();
    int length = around.stream().mapToInt(part -> part.length).sum();
    // Of its full size at once: what grows leaves copies behind.
    ByteBuffer content = ByteBuffer.allocate(length + (around.size() - 1) * value.length);
    content.put(around.get(0));
    around.stream().skip(1).forEach(part -> content.put(value).put(part));
    return content.array();
  }

  /** The same with a word in place of the value, for people. */
  public String shown(String word, UnaryOperator<String> fill) {
    return text.map(t -> fill.apply(t).replace(VALUE, word)).orElse(word);
  }

  /**
   * Its canonical text, which digests are made of: that of a key alone is as it was before there
   * was any text around keys.
   */
  @Override
  public String toString() {
    return "SecretFile[name="
        + name
        + ", key="
        + key
        + ", format="
        + format
        + text.map(t -> ", text=" + t).orElse("")
        + "]";
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
    /**
     * The scalar's hex digits as a password, hashed as CouchDB keeps administrators' passwords
     * ({@code -pbkdf2:sha256-HASH,SALT,ITERATIONS}): enough to check the password that {@link #HEX}
     * writes for somebody else, and not to know it.
     */
    PASSWORD_HASH {
      @Override
      public byte[] encode(byte[] scalar) {
        return PasswordHash.of(scalar);
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
