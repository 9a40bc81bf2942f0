package io.ridgeway.keys.kek;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Alibaba Cloud KMS: RPC with parameters in the address, signed by ACS3-HMAC-SHA256, which is
 * checked here by what its documentation says. What it says of altered bytes is a guess from its
 * list of errors.
 */
final class StandInAlibabaKms extends StandInCloud {
  static final String ID = "LTAIexample";
  static final String SECRET = "secret-of-a-user";
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "ACS3-HMAC-SHA256 Credential=LTAIexample,SignedHeaders=([a-z0-9;-]+),"
              + "Signature=([0-9a-f]{64})");

  private final Map<String, List<byte[]>> keys = new ConcurrentHashMap<>();
  private final Set<String> nonces = new HashSet<>();

  StandInAlibabaKms() throws IOException {}

  /** A new primary version of the key, or a new key. */
  void rotate(String key) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    keys.computeIfAbsent(key, name -> new ArrayList<>()).add(bytes);
  }

  static String version(String key, int number) {
    return key + "-v" + number;
  }

  /** Throttling is a 400 there. */
  @Override
  Said overloaded() {
    return error(400, "Throttling.User");
  }

  @Override
  Said answer(Asked asked) throws Exception {
    if (!signed(asked) || !nonces.add(asked.header("x-acs-signature-nonce"))) {
      return error(400, "SignatureDoesNotMatch");
    }
    if (denied) {
      return error(403, "Forbidden.NoPermission");
    }
    if (disabled) {
      return error(409, "Rejected.Disabled");
    }
    Map<String, String> given = new HashMap<>();
    for (String one : asked.query().split("&")) {
      String[] pair = one.split("=", 2);
      given.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
    }
    byte[] context = given.get("EncryptionContext").getBytes(StandardCharsets.UTF_8);
    return asked.header("x-acs-action").equals("GenerateDataKey")
        ? generated(given.get("KeyId"), context)
        : decrypted(given.get("CiphertextBlob"), context);
  }

  private Said generated(String key, byte[] context) throws GeneralSecurityException {
    if (!keys.containsKey(key)) {
      return error(404, "Forbidden.KeyNotFound");
    }
    byte[] plain = new byte[32];
    random.nextBytes(plain);
    int version = keys.get(key).size();
    byte[] name = key.getBytes(StandardCharsets.UTF_8);
    byte[] sealed = seal(keys.get(key).get(version - 1), plain, context);
    byte[] blob =
        ByteBuffer.allocate(8 + name.length + sealed.length)
            .putInt(version)
            .putInt(name.length)
            .put(name)
            .put(sealed)
            .array();
    return new Said(
        200,
        Map.of(
            "KeyId",
            key,
            "KeyVersionId",
            version(key, version),
            "Plaintext",
            plain,
            "CiphertextBlob",
            blob,
            "RequestId",
            "4c467b38"));
  }

  private Said decrypted(String blob, byte[] context) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(blob));
      int version = bytes.getInt();
      byte[] name = new byte[Math.min(bytes.getInt(), bytes.remaining())];
      bytes.get(name);
      String key = new String(name, StandardCharsets.UTF_8);
      byte[] sealed = Arrays.copyOfRange(bytes.array(), bytes.position(), bytes.limit());
      byte[] plain = open(keys.get(key).get(version - 1), sealed, context);
      return new Said(
          200, Map.of("KeyId", key, "KeyVersionId", version(key, version), "Plaintext", plain));
    } catch (GeneralSecurityException | RuntimeException e) {
      return error(400, "InvalidParameter");
    }
  }

  private static Said error(int status, String code) {
    return new Said(status, Map.of("HttpStatus", status, "Code", code, "Message", "no \"way\""));
  }

  private static boolean signed(Asked asked) throws GeneralSecurityException {
    Matcher by = AUTHORIZATION.matcher(asked.header("Authorization"));
    if (!by.matches() || !asked.header("x-acs-version").equals("2016-01-20")) {
      return false;
    }
    TreeMap<String, String> headers = new TreeMap<>();
    for (String name : by.group(1).split(";")) {
      headers.put(name, asked.header(name));
    }
    StringBuilder canonical = new StringBuilder("POST\n/\n" + asked.query() + "\n");
    headers.forEach((name, value) -> canonical.append(name + ":" + value + "\n"));
    canonical.append("\n" + by.group(1) + "\n" + StandInAwsKms.sha256(asked.body()));
    String text =
        "ACS3-HMAC-SHA256\n"
            + StandInAwsKms.sha256(canonical.toString().getBytes(StandardCharsets.UTF_8));
    byte[] expected = StandInAwsKms.hmac(SECRET.getBytes(StandardCharsets.UTF_8), text);
    return headers.keySet().containsAll(Set.of("host", "x-acs-action", "x-acs-date"))
        && HexFormat.of().formatHex(expected).equals(by.group(2));
  }
}
