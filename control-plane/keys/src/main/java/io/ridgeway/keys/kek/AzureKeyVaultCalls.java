package io.ridgeway.keys.kek;

import io.ridgeway.keys.CustodyException;
import io.ridgeway.keys.kek.Refusals.Kind;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** What is asked of an Azure Key Vault. */
final class AzureKeyVaultCalls {
  private static final String API = "?api-version=7.4";
  private static final String WRAPS_BY = "RSA-OAEP-256";
  private static final String SIGNS_BY = "ES256";
  private static final Set<String> UNDOING = Set.of("verify", "unwrapkey");
  private static final int BAD_REQUEST = 400;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;

  private final CloudDoor door;
  private final Supplier<String> token;
  private final CloudCalls calls;
  private final Refusals refusals;

  /** A version of a key: 32 hex digits. */
  record Version(String key, String name) {
    private static final Pattern NAME = Pattern.compile("[0-9a-f]{32}");

    static boolean isOne(String name) {
      return NAME.matcher(name).matches();
    }
  }

  AzureKeyVaultCalls(AzureKeyVaultSettings settings, Supplier<String> token) {
    this.door = settings.door();
    this.token = token;
    this.calls = new CloudCalls(door);
    this.refusals =
        new Refusals(
            door.endpoint(),
            settings.key() + " (which wraps) and " + settings.signingKey() + " (which signs)",
            "get, wrapKey and unwrapKey on the one, get, sign and verify on the other, as the role"
                + " Key Vault Crypto User does");
  }

  Refusals refusals() {
    return refusals;
  }

  /**
   * The key's newest version.
   *
   * @param kind of the key; where an HSM holds it, it is that with {@code -HSM}
   */
  Version current(String key, String kind) {
    try (Answer answer = ask("read the key " + key, key + API, Optional.empty())) {
      String id = answer.word("kid").orElseThrow(refusals::odd);
      String type = answer.word("kty").orElseThrow(refusals::odd);
      boolean fits = type.equals(kind) || type.equals(kind + "-HSM");
      boolean curve = !kind.equals("EC") || answer.word("crv").filter("P-256"::equals).isPresent();
      if (!fits || !curve) {
        throw new CustodyException(
            "The key "
                + key
                + " at "
                + door.endpoint()
                + " is of type "
                + type
                + ". The key that wraps must be of RSA, the one that signs of EC with P-256.");
      }
      String version = id.substring(id.lastIndexOf('/') + 1);
      if (!Version.isOne(version)) {
        throw refusals.odd();
      }
      if (!answer.yes("enabled")) {
        throw refusals.refused(Kind.UNUSABLE, "use a key", answer.status(), "");
      }
      return new Version(key, version);
    }
  }

  /** Leaves the data key the caller's. */
  byte[] wrap(Version by, byte[] dataKey) {
    try (JsonBody body = body(WRAPS_BY).with("value", url().encode(dataKey));
        Answer answer = ask("wrap a data key", by, "wrapkey", body)) {
      return answer.base64("value").orElseThrow(refusals::odd);
    }
  }

  /** The caller zeroes the answer. */
  byte[] unwrap(Version by, byte[] wrapped) {
    try (JsonBody body = body(WRAPS_BY).with("value", url().encode(wrapped));
        Answer answer = ask("unwrap a data key", by, "unwrapkey", body)) {
      return answer.base64("value").orElseThrow(refusals::odd);
    }
  }

  /** R and S, each of 32 bytes. */
  byte[] sign(Version by, byte[] digest) {
    try (JsonBody body = body(SIGNS_BY).with("value", url().encode(digest));
        Answer answer = ask("sign what it wrapped", by, "sign", body)) {
      return answer.base64("value").orElseThrow(refusals::odd);
    }
  }

  boolean verify(Version by, byte[] digest, byte[] signature) {
    try (JsonBody body =
            body(SIGNS_BY)
                .with("digest", url().encode(digest))
                .with("value", url().encode(signature));
        Answer answer = ask("verify what is to be unwrapped", by, "verify", body)) {
      return answer.yes("value");
    }
  }

  private Answer ask(String what, Version by, String action, JsonBody body) {
    String path = by.key() + "/" + by.name() + "/" + action + API;
    Answer answer = send(path, Optional.of(body));
    if (answer.status() == NOT_FOUND && UNDOING.contains(action)) {
      answer.close();
      // If the key isn't there either, that is what is said.
      ask("read the key " + by.key(), by.key() + API, Optional.empty()).close();
      throw refusals.altered("it names a version of " + by.key() + " that isn't there");
    }
    return checked(answer, what, UNDOING.contains(action));
  }

  private Answer ask(String what, String path, Optional<JsonBody> body) {
    return checked(send(path, body), what, false);
  }

  private Answer checked(Answer answer, String what, boolean undoes) {
    if (answer.ok()) {
      return answer;
    }
    try (answer) {
      throw refusals.refused(
          kind(answer, undoes), what, answer.status(), answer.word("code").orElse(""));
    }
  }

  private Answer send(String path, Optional<JsonBody> body) {
    URI address = URI.create(door.endpoint() + "/keys/" + path);
    return calls.send(
        () -> {
          HttpRequest.Builder request =
              HttpRequest.newBuilder(address)
                  .header("Authorization", "Bearer " + token.get())
                  .header("Content-Type", "application/json");
          body.ifPresent(
              with -> request.POST(HttpRequest.BodyPublishers.ofByteArray(with.bytes())));
          return request.build();
        },
        CloudCalls::busy);
  }

  private static Kind kind(Answer answer, boolean undoes) {
    if (CloudCalls.busy(answer)) {
      return Kind.BUSY;
    }
    return switch (answer.status()) {
      case UNAUTHORIZED -> Kind.DENIED;
      case FORBIDDEN -> unusable(answer) ? Kind.UNUSABLE : Kind.DENIED;
      case NOT_FOUND, CONFLICT -> Kind.UNUSABLE;
      case BAD_REQUEST -> undoes ? Kind.ALTERED : Kind.ODD;
      default -> Kind.ODD;
    };
  }

  private static boolean unusable(Answer answer) {
    return answer.mentions("\"KeyDisabled\"")
        || answer.mentions("\"KeyNotYetValid\"")
        || answer.mentions("\"KeyExpired\"");
  }

  private static JsonBody body(String algorithm) {
    return new JsonBody().with("alg", algorithm);
  }

  private static Base64.Encoder url() {
    return Base64.getUrlEncoder().withoutPadding();
  }
}
