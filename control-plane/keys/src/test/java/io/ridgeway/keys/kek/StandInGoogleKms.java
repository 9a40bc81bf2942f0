package io.ridgeway.keys.kek;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/** Google Cloud KMS: keys with versions, checksums, a token. */
final class StandInGoogleKms extends StandInCloud {
  static final String TOKEN = "ya29.token";
  private static final Pattern PATH = Pattern.compile("/v1/(projects/.+):(encrypt|decrypt)");

  private final Map<String, List<byte[]>> keys = new ConcurrentHashMap<>();
  volatile boolean garbles;

  StandInGoogleKms() throws IOException {}

  /** A new primary version of the key, or a new key. */
  void rotate(String key) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    keys.computeIfAbsent(key, name -> new ArrayList<>()).add(bytes);
  }

  @Override
  Said answer(Asked asked) throws Exception {
    Matcher path = PATH.matcher(asked.path());
    if (!asked.header("Authorization").equals("Bearer " + TOKEN)) {
      return error(401, "UNAUTHENTICATED");
    }
    if (denied) {
      return error(403, "PERMISSION_DENIED");
    }
    if (!path.matches() || !keys.containsKey(path.group(1))) {
      return error(404, "NOT_FOUND");
    }
    if (disabled) {
      return error(400, "FAILED_PRECONDITION");
    }
    return path.group(2).equals("encrypt")
        ? encrypted(path.group(1), asked.json())
        : decrypted(path.group(1), asked.json());
  }

  private Said encrypted(String key, JsonNode body) throws Exception {
    byte[] plain = body.path("plaintext").binaryValue();
    byte[] bound = body.path("additionalAuthenticatedData").binaryValue();
    if (!check(plain).equals(body.path("plaintextCrc32c").asText())
        || !check(bound).equals(body.path("additionalAuthenticatedDataCrc32c").asText())) {
      return error(400, "INVALID_ARGUMENT");
    }
    int version = keys.get(key).size();
    byte[] sealed = seal(keys.get(key).get(version - 1), plain, bound);
    byte[] whole = ByteBuffer.allocate(4 + sealed.length).putInt(version).put(sealed).array();
    String sum = check(whole);
    if (garbles) {
      whole[9] ^= 1;
    }
    return new Said(
        200,
        Map.of(
            "name",
            key + "/cryptoKeyVersions/" + version,
            "ciphertext",
            whole,
            "ciphertextCrc32c",
            sum,
            "verifiedPlaintextCrc32c",
            true,
            "verifiedAdditionalAuthenticatedDataCrc32c",
            true,
            "protectionLevel",
            "SOFTWARE"));
  }

  private Said decrypted(String key, JsonNode body) throws Exception {
    byte[] whole = body.path("ciphertext").binaryValue();
    byte[] bound = body.path("additionalAuthenticatedData").binaryValue();
    List<byte[]> versions = keys.get(key);
    int version = whole.length > 4 ? ByteBuffer.wrap(whole).getInt() : 0;
    if (version < 1 || version > versions.size()) {
      return error(400, "INVALID_ARGUMENT");
    }
    try {
      byte[] plain =
          open(versions.get(version - 1), Arrays.copyOfRange(whole, 4, whole.length), bound);
      return new Said(
          200, Map.of("plaintext", plain, "plaintextCrc32c", check(plain), "usedPrimary", true));
    } catch (GeneralSecurityException e) {
      return error(400, "INVALID_ARGUMENT");
    }
  }

  private static Said error(int status, String name) {
    return new Said(
        status, Map.of("error", Map.of("code", status, "message", "no \"way\"", "status", name)));
  }

  private static String check(byte[] bytes) {
    CRC32C check = new CRC32C();
    check.update(bytes);
    return String.valueOf(check.getValue());
  }
}
