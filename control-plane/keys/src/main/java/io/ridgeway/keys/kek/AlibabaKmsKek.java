package io.ridgeway.keys.kek;

import com.google.crypto.tink.subtle.AesGcmJce;
import io.ridgeway.keys.CustodyException;
import io.ridgeway.keys.KeyEncryptionKey;
import io.ridgeway.keys.kek.AlibabaRequest.Credentials;
import io.ridgeway.keys.kek.Refusals.Kind;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * A symmetric key of Alibaba Cloud KMS (<a
 * href="https://www.alibabacloud.com/help/en/kms/key-management-service/developer-reference/api-generatedatakey">its
 * API</a>). That API takes its parameters in addresses, which stand in logs; so no data key is sent
 * there. KMS makes a wrapping key of its own for each data key ({@code GenerateDataKey}), which
 * comes back in an answer's body and encrypts the data key here by AES-256-GCM. A digest of the
 * associated data is in KMS's encryption context, and the associated data itself is bound by the
 * GCM. Each version of the key is a key of its own here.
 *
 * <p>The bytes are 2 of the length of KMS's ciphertext, that ciphertext, then ours with its nonce
 * and tag.
 */
public final class AlibabaKmsKek implements KeyEncryptionKey {
  private static final String API_VERSION = "2016-01-20";

  /** In brackets, since the length of a version's id isn't published. */
  private static final Pattern VERSION = Pattern.compile("\\[[A-Za-z0-9-]{1,60}]");

  private static final int KEY = 32;
  private static final int LONGEST = 4096;
  private static final int HEAD = 2;

  /** Nonce and tag. */
  private static final int AROUND = 28;

  private final AlibabaKmsSettings settings;
  private final Supplier<Credentials> credentials;
  private final Clock clock;
  private final CloudCalls calls;
  private final Refusals refusals;
  private final String name;
  private final SeenVersion seen;

  private AlibabaKmsKek(
      AlibabaKmsSettings settings, Supplier<Credentials> credentials, Clock clock) {
    this.settings = settings;
    this.credentials = credentials;
    this.clock = clock;
    this.seen = new SeenVersion(clock);
    this.calls = new CloudCalls(settings.door());
    this.refusals =
        new Refusals(
            settings.door().endpoint(), settings.key(), "kms:GenerateDataKey and kms:Decrypt");
    this.name = settings.called();
  }

  /**
   * Opens it: signs in as Alibaba Cloud's libraries do by themselves, wraps and unwraps a sample.
   *
   * @throws CustodyException if that fails
   */
  public static AlibabaKmsKek open(AlibabaKmsSettings settings, Clock clock) {
    return open(
        settings,
        new Kept<>(AlibabaSignIn.of(System.getenv(), settings.region(), clock), clock),
        clock);
  }

  /**
   * As somebody.
   *
   * @param credentials those of now
   */
  static AlibabaKmsKek open(
      AlibabaKmsSettings settings, Supplier<Credentials> credentials, Clock clock) {
    AlibabaKmsKek opened = new AlibabaKmsKek(settings, credentials, clock);
    // Its code for altered bytes isn't documented, so whatever it says to them counts.
    opened.refusals.tryOut(opened, RefusedException::isOfAnyKind);
    return opened;
  }

  @Override
  public String id() {
    return seen.id(this::idNow);
  }

  @Override
  public String idNow() {
    return wrap(new byte[KEY], new byte[] {1}).kek();
  }

  @Override
  public boolean opens(String id) {
    return id.startsWith(name) && VERSION.matcher(id.substring(name.length())).matches();
  }

  @Override
  public Wrapped wrap(byte[] dataKey, byte[] associatedData) {
    byte[] wrapping = new byte[0];
    try (Answer answer =
        ask(
            "GenerateDataKey",
            "wrap a data key",
            Map.of("KeyId", settings.key(), "KeySpec", "AES_256", "NumberOfBytes", "32"),
            associatedData)) {
      String id = of(answer.word("KeyVersionId").orElseThrow(refusals::odd));
      byte[] ciphertext = answer.base64("CiphertextBlob").orElseThrow(refusals::odd);
      wrapping = answer.base64("Plaintext").orElseThrow(refusals::odd);
      int length = HEAD + ciphertext.length + dataKey.length + AROUND;
      if (wrapping.length != KEY || length > LONGEST || !opens(id)) {
        throw refusals.odd();
      }
      byte[] sealed = new AesGcmJce(wrapping).encrypt(dataKey, associatedData);
      seen.see(id);
      return new Wrapped(
          id,
          ByteBuffer.allocate(HEAD + ciphertext.length + sealed.length)
              .putShort((short) ciphertext.length)
              .put(ciphertext)
              .put(sealed)
              .array());
    } catch (GeneralSecurityException e) {
      throw new CustodyException("A data key can't be wrapped by " + settings.key(), e);
    } finally {
      Arrays.fill(wrapping, (byte) 0);
    }
  }

  @Override
  public byte[] unwrap(Wrapped wrapped, byte[] associatedData) {
    byte[] bytes = wrapped.bytes();
    int length = bytes.length > HEAD ? ByteBuffer.wrap(bytes).getShort() : 0;
    if (bytes.length > LONGEST || length <= 0 || length + HEAD + AROUND > bytes.length) {
      throw refusals.altered("it isn't of the form that this provider writes");
    }
    byte[] ciphertext = Arrays.copyOfRange(bytes, HEAD, HEAD + length);
    byte[] wrapping = new byte[0];
    try (Answer answer =
        ask(
            "Decrypt",
            "unwrap a data key",
            Map.of("CiphertextBlob", Base64.getEncoder().encodeToString(ciphertext)),
            associatedData)) {
      wrapping = answer.base64("Plaintext").orElseThrow(refusals::odd);
      String key = answer.word("KeyId").orElseThrow(refusals::odd);
      String version = answer.word("KeyVersionId").orElseThrow(refusals::odd);
      if (!key.equals(settings.key()) || !wrapped.kek().equals(of(version))) {
        throw refusals.altered("another key or version wrapped it than is written beside it");
      }
      return new AesGcmJce(wrapping)
          .decrypt(Arrays.copyOfRange(bytes, HEAD + length, bytes.length), associatedData);
    } catch (GeneralSecurityException e) {
      throw refusals.altered("its tag isn't right");
    } finally {
      Arrays.fill(wrapping, (byte) 0);
    }
  }

  @Override
  public String toString() {
    return "AlibabaKmsKek[" + name + "…]";
  }

  private String of(String version) {
    return name + "[" + version + "]";
  }

  private Answer ask(
      String action, String what, Map<String, String> parameters, byte[] associatedData) {
    Map<String, String> all = new HashMap<>(parameters);
    all.put("EncryptionContext", "{\"ridgeway\":\"" + digest(associatedData) + "\"}");
    Answer answer =
        calls.send(
            () ->
                new AlibabaRequest(
                        settings.door().endpoint(),
                        action,
                        API_VERSION,
                        all,
                        clock.instant(),
                        UUID.randomUUID().toString())
                    .signed(credentials.get()),
            AlibabaKmsKek::busy);
    if (answer.ok()) {
      return answer;
    }
    try (answer) {
      String code = answer.word("Code").orElse("");
      throw refusals.refused(kind(action, answer, code), what, answer.status(), code);
    }
  }

  private static boolean busy(Answer answer) {
    return CloudCalls.busy(answer) || answer.word("Code").orElse("").startsWith("Throttling");
  }

  private static Kind kind(String action, Answer answer, String code) {
    if (busy(answer)) {
      return Kind.BUSY;
    }
    if (code.startsWith("Rejected.") || code.equals("Forbidden.KeyNotFound")) {
      return Kind.UNUSABLE;
    }
    if (code.startsWith("Forbidden")
        || code.startsWith("InvalidAccessKey")
        || code.startsWith("InvalidSecurityToken")
        || code.startsWith("SignatureDoesNotMatch")
        || code.startsWith("IllegalTimestamp")
        || code.startsWith("InvalidTimeStamp")) {
      return Kind.DENIED;
    }
    boolean invalid = code.startsWith("InvalidParameter") || code.contains("Ciphertext");
    return invalid && action.equals("Decrypt") ? Kind.ALTERED : Kind.ODD;
  }

  private static String digest(byte[] associatedData) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(associatedData));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
