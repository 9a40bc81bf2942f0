package io.ridgeway.keys.kek;

import io.ridgeway.keys.KeyEncryptionKey;
import io.ridgeway.keys.kek.Refusals.Kind;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * A symmetric key of Google Cloud KMS (<a
 * href="https://cloud.google.com/kms/docs/reference/rest/v1/projects.locations.keyRings.cryptoKeys">its
 * API</a>). Each version of it is a key of its own here; which one is the primary is seen by what
 * it wraps, so that this process need not be let read the key. What travels is checked by CRC32C as
 * Google advises, since a wrapped key that was broken on its way would be lost.
 */
public final class GoogleKmsKek implements KeyEncryptionKey {
  private static final Pattern VERSION = Pattern.compile("/cryptoKeyVersions/([1-9][0-9]{0,8})$");
  private static final int LONGEST = 4096;
  private static final int BAD_REQUEST = 400;
  private static final int UNAUTHENTICATED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;

  private final GoogleKmsSettings settings;
  private final Supplier<String> token;
  private final CloudCalls calls;
  private final Refusals refusals;
  private final String name;
  private final SeenVersion seen;

  private GoogleKmsKek(GoogleKmsSettings settings, Supplier<String> token, Clock clock) {
    this.settings = settings;
    this.token = token;
    this.seen = new SeenVersion(clock);
    this.calls = new CloudCalls(settings.door());
    this.refusals =
        new Refusals(
            settings.door().endpoint(),
            settings.key(),
            "cloudkms.cryptoKeyVersions.useToEncrypt and .useToDecrypt, as"
                + " roles/cloudkms.cryptoKeyEncrypterDecrypter does");
    this.name = settings.called() + ":v";
  }

  /**
   * Opens it: signs in by Application Default Credentials, wraps and unwraps a sample.
   *
   * @throws io.ridgeway.keys.CustodyException if that fails
   */
  public static GoogleKmsKek open(GoogleKmsSettings settings, Clock clock) {
    return open(settings, new GoogleSignIn(), clock);
  }

  /**
   * As somebody.
   *
   * @param token that of now
   */
  static GoogleKmsKek open(GoogleKmsSettings settings, Supplier<String> token, Clock clock) {
    GoogleKmsKek opened = new GoogleKmsKek(settings, token, clock);
    opened.refusals.tryOut(opened, RefusedException::isOfBytes);
    return opened;
  }

  @Override
  public String id() {
    return seen.id(this::idNow);
  }

  @Override
  public String idNow() {
    return wrap(new byte[32], new byte[] {1}).kek();
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
                .with("plaintextCrc32c", check(dataKey))
                .with("additionalAuthenticatedData", Base64.getEncoder().encode(associatedData))
                .with("additionalAuthenticatedDataCrc32c", check(associatedData));
        Answer answer = ask("encrypt", "wrap a data key", body)) {
      byte[] bytes = answer.base64("ciphertext").orElseThrow(refusals::odd);
      boolean whole =
          answer.yes("verifiedPlaintextCrc32c")
              && answer.yes("verifiedAdditionalAuthenticatedDataCrc32c")
              && answer.word("ciphertextCrc32c").filter(check(bytes)::equals).isPresent();
      Matcher by = VERSION.matcher(answer.word("name").orElse(""));
      if (!whole || bytes.length > LONGEST || !by.find()) {
        throw refusals.odd();
      }
      return new Wrapped(seen.see(name + by.group(1)), bytes);
    }
  }

  @Override
  public byte[] unwrap(Wrapped wrapped, byte[] associatedData) {
    if (wrapped.bytes().length == 0 || wrapped.bytes().length > LONGEST) {
      throw refusals.altered("it is empty or too long");
    }
    try (JsonBody body =
            new JsonBody()
                .with("ciphertext", Base64.getEncoder().encode(wrapped.bytes()))
                .with("additionalAuthenticatedData", Base64.getEncoder().encode(associatedData));
        Answer answer = ask("decrypt", "unwrap a data key", body)) {
      byte[] dataKey = answer.base64("plaintext").orElseThrow(refusals::odd);
      if (answer.word("plaintextCrc32c").filter(check(dataKey)::equals).isEmpty()) {
        Arrays.fill(dataKey, (byte) 0);
        throw refusals.odd();
      }
      return dataKey;
    }
  }

  @Override
  public String toString() {
    return "GoogleKmsKek[" + name + "…]";
  }

  private Answer ask(String action, String what, JsonBody body) {
    URI address = URI.create(settings.door().endpoint() + "/v1/" + settings.key() + ":" + action);
    Answer answer =
        calls.send(
            () ->
                HttpRequest.newBuilder(address)
                    .header("Authorization", "Bearer " + token.get())
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body.bytes()))
                    .build(),
            CloudCalls::busy);
    if (answer.ok()) {
      return answer;
    }
    try (answer) {
      throw refusals.refused(
          kind(action, answer), what, answer.status(), answer.word("status").orElse(""));
    }
  }

  private static Kind kind(String action, Answer answer) {
    if (CloudCalls.busy(answer)) {
      return Kind.BUSY;
    }
    return switch (answer.status()) {
      case UNAUTHENTICATED, FORBIDDEN -> Kind.DENIED;
      case NOT_FOUND -> Kind.UNUSABLE;
      case BAD_REQUEST -> {
        if (answer.word("status").filter("FAILED_PRECONDITION"::equals).isPresent()) {
          yield Kind.UNUSABLE;
        }
        yield action.equals("decrypt") ? Kind.ALTERED : Kind.ODD;
      }
      default -> Kind.ODD;
    };
  }

  private static String check(byte[] bytes) {
    CRC32C check = new CRC32C();
    check.update(bytes);
    return Long.toString(check.getValue());
  }
}
