package io.ridgeway.keys.kek;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ridgeway.keys.KeyEncryptionKey;
import io.ridgeway.keys.kek.AzureKeyVaultCalls.Version;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Supplier;

/**
 * Two keys of an Azure Key Vault (<a
 * href="https://learn.microsoft.com/rest/api/keyvault/keys/operation-groups">its API</a>): an RSA
 * key wraps by RSA-OAEP-256, and a P-256 key signs what came out of that together with the
 * associated data (ES256). Key Vault's RSA knows no associated data, and whoever knows its public
 * half could wrap a data key of their own; the signature, which only the vault makes, is against
 * both. Nothing is unwrapped whose signature the vault doesn't verify. Each version of the RSA key
 * is a key of its own here.
 *
 * <p>The bytes are 1 for this form, 16 of the signing key's version, 2 of the wrapped key's length,
 * the wrapped key, 64 of the signature.
 */
public final class AzureKeyVaultKek implements KeyEncryptionKey {
  private static final Duration VERSIONS_STAND = Duration.ofMinutes(1);
  private static final byte FORM = 1;
  private static final int VERSION = 16;
  private static final int SIGNATURE = 64;
  private static final int HEAD = 1 + VERSION + 2;

  /** Of RSA with 2048 and 4096 bits. */
  private static final int SHORTEST_WRAPPED = 256;

  private static final int LONGEST_WRAPPED = 512;

  private final AzureKeyVaultSettings settings;
  private final AzureKeyVaultCalls vault;
  private final Clock clock;
  private final String name;
  private volatile Seen seen;

  private record Seen(Version wraps, Version signs, Instant at) {}

  private record Parts(Version signedBy, byte[] wrapped, byte[] signature) {}

  private AzureKeyVaultKek(AzureKeyVaultSettings settings, Supplier<String> token, Clock clock) {
    this.settings = settings;
    this.vault = new AzureKeyVaultCalls(settings, token);
    this.clock = clock;
    this.name = settings.called() + ":";
    this.seen = look();
  }

  /**
   * Opens it: signs in as Azure's libraries do by themselves, looks whether the keys are of the
   * right kinds, wraps and unwraps a sample.
   *
   * @throws io.ridgeway.keys.CustodyException if that fails
   */
  public static AzureKeyVaultKek open(AzureKeyVaultSettings settings, Clock clock) {
    AzureSignIn signIn =
        new AzureSignIn(System.getenv(), settings.door().endpoint().getHost(), null);
    return open(settings, new Kept<>(signIn, clock), clock);
  }

  /**
   * As somebody.
   *
   * @param token that of now
   */
  static AzureKeyVaultKek open(
      AzureKeyVaultSettings settings, Supplier<String> token, Clock clock) {
    AzureKeyVaultKek opened = new AzureKeyVaultKek(settings, token, clock);
    opened.vault.refusals().tryOut(opened, RefusedException::isOfBytes);
    return opened;
  }

  @Override
  public String id() {
    return name + current().wraps().name();
  }

  @Override
  public String idNow() {
    seen = look();
    return id();
  }

  @Override
  public boolean opens(String id) {
    return id.startsWith(name) && Version.isOne(id.substring(name.length()));
  }

  @Override
  public Wrapped wrap(byte[] dataKey, byte[] associatedData) {
    Seen now = current();
    byte[] wrapped = vault.wrap(now.wraps(), dataKey);
    byte[] signature = vault.sign(now.signs(), digest(now.wraps(), associatedData, wrapped));
    if (wrapped.length < SHORTEST_WRAPPED
        || wrapped.length > LONGEST_WRAPPED
        || signature.length != SIGNATURE) {
      throw vault.refusals().odd();
    }
    ByteBuffer bytes = ByteBuffer.allocate(HEAD + wrapped.length + SIGNATURE);
    bytes.put(FORM).put(HexFormat.of().parseHex(now.signs().name()));
    bytes.putShort((short) wrapped.length).put(wrapped).put(signature);
    return new Wrapped(name + now.wraps().name(), bytes.array());
  }

  @Override
  public byte[] unwrap(Wrapped wrapped, byte[] associatedData) {
    if (!opens(wrapped.kek())) {
      throw vault.refusals().altered("it is said to be wrapped by another key");
    }
    Version by = new Version(settings.key(), wrapped.kek().substring(name.length()));
    Parts parts = parts(wrapped.bytes());
    byte[] digest = digest(by, associatedData, parts.wrapped());
    if (!vault.verify(parts.signedBy(), digest, parts.signature())) {
      throw vault.refusals().altered("its signature is of something else");
    }
    return vault.unwrap(by, parts.wrapped());
  }

  @Override
  public String toString() {
    return "AzureKeyVaultKek[" + name + seen.wraps().name() + "]";
  }

  private Seen current() {
    Seen last = seen;
    if (clock.instant().isBefore(last.at().plus(VERSIONS_STAND))) {
      return last;
    }
    Seen now = look();
    seen = now;
    return now;
  }

  private Seen look() {
    return new Seen(
        vault.current(settings.key(), "RSA"),
        vault.current(settings.signingKey(), "EC"),
        clock.instant());
  }

  private Parts parts(byte[] bytes) {
    ByteBuffer from = ByteBuffer.wrap(bytes);
    if (bytes.length < HEAD || from.get() != FORM) {
      throw vault.refusals().altered("it isn't of the form that this provider writes");
    }
    byte[] version = new byte[VERSION];
    from.get(version);
    int length = from.getShort();
    if (length < SHORTEST_WRAPPED
        || length > LONGEST_WRAPPED
        || from.remaining() != length + SIGNATURE) {
      throw vault.refusals().altered("it isn't of the form that this provider writes");
    }
    byte[] wrapped = new byte[length];
    from.get(wrapped);
    return new Parts(
        new Version(settings.signingKey(), HexFormat.of().formatHex(version)),
        wrapped,
        Arrays.copyOfRange(bytes, HEAD + length, bytes.length));
  }

  /** What is signed. Every part is preceded by its length, so that no two read alike. */
  private static byte[] digest(Version by, byte[] associatedData, byte[] wrapped) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[][] parts = {
        "ridgeway/azure-key-vault/1".getBytes(UTF_8),
        by.key().getBytes(UTF_8),
        by.name().getBytes(UTF_8),
        associatedData,
        wrapped
      };
      for (byte[] part : parts) {
        digest.update(ByteBuffer.allocate(4).putInt(0, part.length));
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
