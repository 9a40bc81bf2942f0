package io.ridgeway.keys.kek;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/** An Azure Key Vault: RSA and EC keys with versions, wrapping and signing by them, a token. */
final class StandInKeyVault extends StandInCloud {
  static final String TOKEN = "eyJ.vault";
  private static final Pattern PATH =
      Pattern.compile("/keys/([A-Za-z0-9-]+)(?:/([0-9a-f]{32})/(wrapkey|unwrapkey|sign|verify))?");

  private final Map<String, List<Version>> keys = new ConcurrentHashMap<>();

  private record Version(String name, KeyPair pair) {}

  StandInKeyVault() throws IOException {}

  /** A new version of the key, or a new key. */
  void rotate(String key, String kind) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
    if (kind.equals("EC")) {
      generator.initialize(new ECGenParameterSpec("secp256r1"));
    } else {
      generator.initialize(2048);
    }
    byte[] name = new byte[16];
    random.nextBytes(name);
    keys.computeIfAbsent(key, of -> new ArrayList<>())
        .add(new Version(HexFormat.of().formatHex(name), generator.generateKeyPair()));
  }

  /** As an attacker would who knows the public half of a key, which is no secret. */
  byte[] wrappedByAnybody(String key, byte[] dataKey) throws GeneralSecurityException {
    return rsa(Cipher.ENCRYPT_MODE, keys.get(key).get(0)).doFinal(dataKey);
  }

  @Override
  Said answer(Asked asked) throws Exception {
    Matcher path = PATH.matcher(asked.path());
    if (!asked.header("Authorization").equals("Bearer " + TOKEN)) {
      return error(401, "Unauthorized", Optional.empty());
    }
    if (denied) {
      return error(403, "Forbidden", Optional.of("ForbiddenByRbac"));
    }
    if (!asked.query().equals("api-version=7.4") || !path.matches()) {
      return error(400, "BadParameter", Optional.empty());
    }
    List<Version> versions = keys.getOrDefault(path.group(1), List.of());
    if (versions.isEmpty()) {
      return error(404, "KeyNotFound", Optional.empty());
    }
    if (path.group(2) == null) {
      return described(path.group(1), versions.get(versions.size() - 1));
    }
    if (disabled) {
      return error(403, "Forbidden", Optional.of("KeyDisabled"));
    }
    for (Version version : versions) {
      if (version.name().equals(path.group(2))) {
        return done(path.group(3), version, asked.json());
      }
    }
    return error(404, "KeyNotFound", Optional.empty());
  }

  private Said described(String key, Version version) {
    Map<String, Object> described = new HashMap<>();
    described.put("kid", address() + "/keys/" + key + "/" + version.name());
    boolean rsa = version.pair().getPublic().getAlgorithm().equals("RSA");
    described.put("kty", rsa ? "RSA" : "EC");
    if (!rsa) {
      described.put("crv", "P-256");
    }
    return new Said(
        200, Map.of("key", described, "attributes", Map.of("enabled", true, "created", 1)));
  }

  private static Said done(String what, Version by, JsonNode body) throws Exception {
    byte[] value = Base64.getUrlDecoder().decode(body.path("value").asText());
    String algorithm = body.path("alg").asText();
    boolean signs = what.equals("sign") || what.equals("verify");
    if (!algorithm.equals(signs ? "ES256" : "RSA-OAEP-256")) {
      return error(400, "BadParameter", Optional.empty());
    }
    try {
      return switch (what) {
        case "wrapkey" -> value(by, rsa(Cipher.ENCRYPT_MODE, by).doFinal(value));
        case "unwrapkey" -> value(by, rsa(Cipher.DECRYPT_MODE, by).doFinal(value));
        case "sign" -> {
          Signature signature = Signature.getInstance("NONEwithECDSAinP1363Format");
          signature.initSign(by.pair().getPrivate());
          signature.update(value);
          yield value(by, signature.sign());
        }
        default -> new Said(200, Map.of("value", verifies(by, body, value)));
      };
    } catch (GeneralSecurityException e) {
      return error(400, "BadParameter", Optional.empty());
    }
  }

  private static boolean verifies(Version by, JsonNode body, byte[] signature)
      throws GeneralSecurityException {
    Signature check = Signature.getInstance("NONEwithECDSAinP1363Format");
    check.initVerify(by.pair().getPublic());
    check.update(Base64.getUrlDecoder().decode(body.path("digest").asText()));
    return check.verify(signature);
  }

  private static Cipher rsa(int mode, Version by) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPWithSHA-256AndMGF1Padding");
    cipher.init(
        mode,
        mode == Cipher.ENCRYPT_MODE ? by.pair().getPublic() : by.pair().getPrivate(),
        new OAEPParameterSpec(
            "SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));
    return cipher;
  }

  private static Said value(Version by, byte[] bytes) {
    return new Said(
        200,
        Map.of(
            "kid",
            by.name(),
            "value",
            Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)));
  }

  private static Said error(int status, String code, Optional<String> inner) {
    Map<String, Object> error = new HashMap<>(Map.of("code", code, "message", "no \"way\""));
    inner.ifPresent(more -> error.put("innererror", Map.of("code", more)));
    return new Said(status, Map.of("error", error));
  }
}
