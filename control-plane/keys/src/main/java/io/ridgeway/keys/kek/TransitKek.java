package io.ridgeway.keys.kek;

import io.ridgeway.keys.CustodyException;
import io.ridgeway.keys.KeyEncryptionKey;
import io.ridgeway.keys.kek.Refusals.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;

/**
 * A key of the transit engine of OpenBao or HashiCorp Vault (<a
 * href="https://openbao.org/api-docs/secret/transit/">its API</a>): it never leaves that server,
 * which wraps and unwraps by it and can rotate it. Each version of it is a key of its own here.
 *
 * <p>The token's policy allows {@code read} on {@code MOUNT/keys/KEY}, and {@code update} on {@code
 * MOUNT/encrypt/KEY} and {@code MOUNT/decrypt/KEY}; not {@code create}, which would have a lost key
 * replaced by one that opens nothing.
 */
public final class TransitKek implements KeyEncryptionKey {
  /** Those that bind associated data. */
  private static final Set<String> TYPES =
      Set.of("aes128-gcm96", "aes256-gcm96", "chacha20-poly1305", "xchacha20-poly1305");

  private static final String PREFIX = "vault:v";
  private static final int BAD_REQUEST = 400;

  private final TransitSettings settings;
  private final TransitCalls calls;
  private final SeenVersion seen;
  private final String name;

  private TransitKek(TransitSettings settings, TransitCalls calls, Clock clock) {
    this.settings = settings;
    this.calls = calls;
    this.seen = new SeenVersion(clock);
    // A name of its own has no slash, so it is never taken for another one's mount and key.
    this.name = "transit:" + settings.name().orElse(settings.mount() + "/" + settings.key()) + ":v";
    seen.see(name + version());
  }

  /**
   * Opens it: looks whether the key is there and of a kind that binds associated data, and tries
   * that out, since an old server takes it and doesn't bind it.
   *
   * @throws CustodyException if the server can't be reached or doesn't let us in, or the key isn't
   *     such a one
   */
  public static TransitKek open(TransitSettings settings, Clock clock) {
    TransitKek opened = new TransitKek(settings, new TransitCalls(settings), clock);
    opened.tryOut();
    return opened;
  }

  @Override
  public String id() {
    return seen.id(this::idNow);
  }

  @Override
  public String idNow() {
    return seen.see(name + version());
  }

  @Override
  public boolean opens(String id) {
    return id.startsWith(name) && id.substring(name.length()).matches("[1-9][0-9]{0,8}");
  }

  @Override
  public Wrapped wrap(byte[] dataKey, byte[] associatedData) {
    try (JsonBody body =
            new JsonBody()
                .with("plaintext", Base64.getEncoder().encode(dataKey))
                .with("associated_data", Base64.getEncoder().encode(associatedData));
        Answer answer = calls.post(settings.mount() + "/encrypt/" + settings.key(), body)) {
      byte[] ciphertext = answer.ok() ? answer.text("ciphertext").orElseThrow(this::odd) : none();
      if (ciphertext.length == 0) {
        throw refused("wrap a data key", answer);
      }
      int version = versionOf(ciphertext);
      if (version == 0) {
        throw odd();
      }
      return new Wrapped(seen.see(name + version), ciphertext);
    }
  }

  @Override
  public byte[] unwrap(Wrapped wrapped, byte[] associatedData) {
    if (!wrapped.kek().equals(name + versionOf(wrapped.bytes()))) {
      throw altered("its version isn't the one that is written beside it");
    }
    try (JsonBody body =
            new JsonBody()
                .with("ciphertext", wrapped.bytes().clone())
                .with("associated_data", Base64.getEncoder().encode(associatedData));
        Answer answer = calls.post(settings.mount() + "/decrypt/" + settings.key(), body)) {
      if (answer.status() == BAD_REQUEST) {
        throw altered(answer.errors());
      }
      if (!answer.ok()) {
        throw refused("unwrap a data key", answer);
      }
      byte[] text = answer.text("plaintext").orElseThrow(this::odd);
      try {
        return Base64.getDecoder().decode(text);
      } finally {
        Arrays.fill(text, (byte) 0);
      }
    } catch (IllegalArgumentException e) {
      throw altered("it isn't a transit engine's ciphertext");
    }
  }

  @Override
  public String toString() {
    return "TransitKek[" + seen + "]";
  }

  private int version() {
    try (Answer answer = calls.get(settings.mount() + "/keys/" + settings.key())) {
      if (!answer.ok()) {
        throw refused("read its key", answer);
      }
      String type =
          new String(answer.text("type").orElseThrow(this::odd), StandardCharsets.US_ASCII);
      if (!TYPES.contains(type)) {
        throw new CustodyException(
            "The key "
                + settings.key()
                + " at "
                + settings.address()
                + " is of type "
                + type
                + ", which binds no associated data. Make one of type aes256-gcm96.");
      }
      return answer.number("latest_version").orElseThrow(this::odd);
    }
  }

  private void tryOut() {
    byte[] sample = new byte[32];
    Wrapped wrapped = wrap(sample, new byte[] {1});
    if (!Arrays.equals(unwrap(wrapped, new byte[] {1}), sample)) {
      throw odd();
    }
    try {
      unwrap(wrapped, new byte[] {2});
    } catch (RefusedException e) {
      return;
    }
    throw new CustodyException(
        settings.address()
            + " doesn't bind associated data: it is too old a version. Take OpenBao, or Vault 1.12"
            + " or newer.");
  }

  /** From {@code vault:v3:…}; 0 if it isn't such. */
  private static int versionOf(byte[] ciphertext) {
    String text = new String(ciphertext, StandardCharsets.ISO_8859_1);
    int end = text.indexOf(':', PREFIX.length());
    return text.startsWith(PREFIX)
            && end > 0
            && text.substring(PREFIX.length(), end).matches("[1-9][0-9]{0,8}")
        ? Integer.parseInt(text.substring(PREFIX.length(), end))
        : 0;
  }

  private static byte[] none() {
    return new byte[0];
  }

  private CustodyException altered(String why) {
    return new RefusedException(
        Kind.ALTERED,
        BAD_REQUEST,
        "A wrapped data key was altered, belongs elsewhere, or wasn't wrapped by "
            + name
            + "… at "
            + settings.address()
            + ": "
            + why);
  }

  private CustodyException refused(String what, Answer answer) {
    return new CustodyException(
        settings.address()
            + " didn't "
            + what
            + " ("
            + answer.status()
            + ", "
            + answer.errors()
            + "). Its policy must allow read on "
            + settings.mount()
            + "/keys/"
            + settings.key()
            + " and update on encrypt/ and decrypt/ of the same, and the key must be there.");
  }

  private CustodyException odd() {
    return new CustodyException(settings.address() + " doesn't answer as a transit engine does.");
  }
}
