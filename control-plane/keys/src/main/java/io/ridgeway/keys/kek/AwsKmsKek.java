package io.ridgeway.keys.kek;

import io.ridgeway.keys.KeyEncryptionKey;
import io.ridgeway.keys.kek.Refusals.Kind;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * A symmetric key of AWS KMS (<a
 * href="https://docs.aws.amazon.com/kms/latest/APIReference/API_Encrypt.html">its API</a>). The
 * encryption context holds a digest of the associated data, since contexts stand in CloudTrail. AWS
 * keeps all versions of a key that it rotates, and knows by the ciphertext which one it needs: they
 * are one key here.
 */
public final class AwsKmsKek implements KeyEncryptionKey {
  private static final String CONTEXT = "ridgeway";

  /** As {@link Wrapped} may hold. */
  private static final int LONGEST = 4096;

  private static final Set<String> ALTERED =
      Set.of("InvalidCiphertextException", "IncorrectKeyException");
  private static final Set<String> UNUSABLE =
      Set.of(
          "DisabledException",
          "KMSInvalidStateException",
          "NotFoundException",
          "InvalidKeyUsageException");
  private static final Set<String> BUSY =
      Set.of(
          "ThrottlingException",
          "LimitExceededException",
          "RequestLimitExceeded",
          "KeyUnavailableException",
          "DependencyTimeoutException",
          "KMSInternalException");
  private static final Set<String> DENIED =
      Set.of(
          "AccessDeniedException",
          "UnrecognizedClientException",
          "InvalidClientTokenId",
          "InvalidSignatureException",
          "IncompleteSignatureException",
          "SignatureDoesNotMatch",
          "MissingAuthenticationTokenException",
          "ExpiredTokenException",
          "OptInRequired");

  private final AwsKmsSettings settings;
  private final Supplier<AwsCredentialsIdentity> credentials;
  private final Clock clock;
  private final CloudCalls calls;
  private final Refusals refusals;
  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

  /**
   * Over a key.
   *
   * @param credentials those of now
   */
  AwsKmsKek(AwsKmsSettings settings, Supplier<AwsCredentialsIdentity> credentials, Clock clock) {
    this.settings = settings;
    this.credentials = credentials;
    this.clock = clock;
    this.calls = new CloudCalls(settings.door());
    this.refusals =
        new Refusals(
            settings.door().endpoint(),
            settings.key(),
            "kms:Encrypt and kms:Decrypt (AWS says the same of a data key that another account's"
                + " key wrapped)");
  }

  /**
   * Opens it: signs in as the SDK of AWS does by itself, wraps and unwraps a sample.
   *
   * @throws io.ridgeway.keys.CustodyException if that fails
   */
  public static AwsKmsKek open(AwsKmsSettings settings, Clock clock) {
    return open(settings, new AwsSignIn(), clock);
  }

  static AwsKmsKek open(
      AwsKmsSettings settings, Supplier<AwsCredentialsIdentity> credentials, Clock clock) {
    AwsKmsKek opened = new AwsKmsKek(settings, credentials, clock);
    opened.refusals.tryOut(opened, RefusedException::isOfBytes);
    return opened;
  }

  @Override
  public String id() {
    return settings.id();
  }

  @Override
  public Wrapped wrap(byte[] dataKey, byte[] associatedData) {
    try (JsonBody body =
            new JsonBody()
                .with("KeyId", settings.key())
                .with("Plaintext", Base64.getEncoder().encode(dataKey))
                .with("EncryptionContext", CONTEXT, digest(associatedData));
        Answer answer = ask("Encrypt", "wrap a data key", body)) {
      byte[] bytes = answer.base64("CiphertextBlob").orElseThrow(refusals::odd);
      if (!byOurKey(answer) || bytes.length > LONGEST) {
        throw refusals.odd();
      }
      return new Wrapped(id(), bytes);
    }
  }

  @Override
  public byte[] unwrap(Wrapped wrapped, byte[] associatedData) {
    if (wrapped.bytes().length == 0 || wrapped.bytes().length > LONGEST) {
      throw refusals.altered("it is empty or too long");
    }
    try (JsonBody body =
            new JsonBody()
                .with("KeyId", settings.key())
                .with("CiphertextBlob", Base64.getEncoder().encode(wrapped.bytes()))
                .with("EncryptionContext", CONTEXT, digest(associatedData));
        Answer answer = ask("Decrypt", "unwrap a data key", body)) {
      if (!byOurKey(answer)) {
        throw refusals.odd();
      }
      return answer.base64("Plaintext").orElseThrow(refusals::odd);
    }
  }

  @Override
  public String toString() {
    return "AwsKmsKek[" + id() + "]";
  }

  private boolean byOurKey(Answer answer) {
    return answer.word("KeyId").filter(settings.key()::equals).isPresent();
  }

  private Answer ask(String action, String what, JsonBody body) {
    Answer answer =
        calls.send(
            () -> signed(action, body.bytes()),
            answered -> CloudCalls.busy(answered) || BUSY.contains(code(answered)));
    if (answer.ok()) {
      return answer;
    }
    try (answer) {
      throw refusals.refused(kind(answer), what, answer.status(), code(answer));
    }
  }

  private HttpRequest signed(String action, byte[] body) {
    URI address = URI.create(settings.door().endpoint() + "/");
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(address)
            .putHeader("Content-Type", "application/x-amz-json-1.1")
            .putHeader("X-Amz-Target", "TrentService." + action)
            .build();
    SdkHttpRequest signed =
        signer
            .sign(
                with ->
                    with.identity(credentials.get())
                        .request(request)
                        .payload(() -> new ByteArrayInputStream(body))
                        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "kms")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, settings.region())
                        .putProperty(HttpSigner.SIGNING_CLOCK, clock))
            .request();
    HttpRequest.Builder built =
        HttpRequest.newBuilder(address).POST(HttpRequest.BodyPublishers.ofByteArray(body));
    signed.forEachHeader(
        (name, values) -> {
          // The client sets it itself, to the same.
          if (!name.equalsIgnoreCase("Host")) {
            values.forEach(value -> built.header(name, value));
          }
        });
    return built.build();
  }

  private static Kind kind(Answer answer) {
    String code = code(answer);
    if (BUSY.contains(code) || CloudCalls.busy(answer)) {
      return Kind.BUSY;
    }
    if (ALTERED.contains(code)) {
      return Kind.ALTERED;
    }
    if (UNUSABLE.contains(code)) {
      return Kind.UNUSABLE;
    }
    return DENIED.contains(code) ? Kind.DENIED : Kind.ODD;
  }

  /** From {@code DisabledException} or {@code com.amazonaws.kms#DisabledException}. */
  private static String code(Answer answer) {
    String type = answer.word("__type").orElse("");
    return type.substring(type.lastIndexOf('#') + 1);
  }

  private static String digest(byte[] associatedData) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(associatedData));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
