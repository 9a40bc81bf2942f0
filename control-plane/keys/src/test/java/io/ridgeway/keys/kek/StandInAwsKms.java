package io.ridgeway.keys.kek;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * AWS KMS: JSON 1.1 with a target, signed by signature version 4, which is checked here by what its
 * documentation says.
 */
final class StandInAwsKms extends StandInCloud {
  static final String ID = "AKIDEXAMPLE";
  static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
  static final String SESSION = "a-session";
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/(([0-9]{8})/([a-z0-9-]+)/kms/aws4_request), ?"
              + "SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})");

  /** Says of ciphertexts what it says of those of an account that isn't ours. */
  volatile boolean strange;

  private final Map<String, byte[]> keys = new ConcurrentHashMap<>();

  StandInAwsKms() throws IOException {}

  /** Makes a key. */
  void make(String arn) {
    byte[] key = new byte[32];
    random.nextBytes(key);
    keys.put(arn, key);
  }

  /** Throttling is a 400 there. */
  @Override
  Said overloaded() {
    return error(400, "ThrottlingException");
  }

  @Override
  Said answer(Asked asked) throws Exception {
    if (!signed(asked)) {
      return error(400, "InvalidSignatureException");
    }
    if (denied) {
      return error(400, "AccessDeniedException");
    }
    JsonNode body = asked.json();
    String id = body.path("KeyId").asText();
    byte[] key = keys.get(id);
    if (key == null) {
      return error(400, "NotFoundException");
    }
    if (disabled) {
      return error(400, "DisabledException");
    }
    byte[] context =
        new TreeMap<>(JSON.convertValue(body.path("EncryptionContext"), Map.class))
            .toString()
            .getBytes(StandardCharsets.UTF_8);
    return switch (asked.header("X-Amz-Target")) {
      case "TrentService.Encrypt" ->
          new Said(
              200,
              Map.of(
                  "KeyId",
                  id,
                  "CiphertextBlob",
                  seal(key, body.path("Plaintext").binaryValue(), context),
                  "EncryptionAlgorithm",
                  "SYMMETRIC_DEFAULT"));
      case "TrentService.Decrypt" ->
          decrypted(id, body.path("CiphertextBlob").binaryValue(), context);
      default -> error(400, "UnknownOperationException");
    };
  }

  private Said decrypted(String id, byte[] ciphertext, byte[] context) {
    if (strange) {
      return new Said(
          400,
          Map.of(
              "__type",
              "AccessDeniedException",
              "message",
              "The ciphertext refers to a customer master key that does not exist, does not exist"
                  + " in this region, or you are not allowed to access."));
    }
    for (Map.Entry<String, byte[]> key : keys.entrySet()) {
      try {
        byte[] plain = open(key.getValue(), ciphertext, context);
        return key.getKey().equals(id)
            ? new Said(200, Map.of("KeyId", id, "Plaintext", plain))
            : error(400, "IncorrectKeyException");
      } catch (GeneralSecurityException e) {
        continue;
      }
    }
    return error(400, "InvalidCiphertextException");
  }

  private static Said error(int status, String type) {
    return new Said(status, Map.of("__type", type, "message", "as \"published\""));
  }

  private static boolean signed(Asked asked) throws GeneralSecurityException {
    Matcher by = AUTHORIZATION.matcher(asked.header("Authorization"));
    if (!by.matches()
        || !asked.header("X-Amz-Security-Token").equals(SESSION)
        || !asked.header("Content-Type").equals("application/x-amz-json-1.1")) {
      return false;
    }
    String names = by.group(4);
    StringBuilder canonical = new StringBuilder(asked.method() + "\n" + asked.path() + "\n\n");
    for (String name : names.split(";")) {
      canonical.append(name).append(':').append(asked.header(name).strip()).append('\n');
    }
    canonical.append('\n').append(names).append('\n').append(sha256(asked.body()));
    String text =
        "AWS4-HMAC-SHA256\n"
            + asked.header("X-Amz-Date")
            + "\n"
            + by.group(1)
            + "\n"
            + sha256(canonical.toString().getBytes(StandardCharsets.UTF_8));
    byte[] key = ("AWS4" + SECRET).getBytes(StandardCharsets.UTF_8);
    for (String part : new String[] {by.group(2), by.group(3), "kms", "aws4_request", text}) {
      key = hmac(key, part);
    }
    return Arrays.asList(names.split(";")).contains("x-amz-target")
        && HexFormat.of().formatHex(key).equals(by.group(5));
  }

  static String sha256(byte[] bytes) throws GeneralSecurityException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
  }

  static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
