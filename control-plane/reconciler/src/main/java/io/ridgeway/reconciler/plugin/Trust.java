package io.ridgeway.reconciler.plugin;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the operator trusts: which jar, by its checksum, of which signer, by its Ed25519 key.
 *
 * <pre>
 * signers:
 *   acme: MCowBQYDK2VwAyEA…        # openssl pkey -in key.pem -pubout, the line in the middle
 * plugins:
 *   acme-cloud-1.2.jar:
 *     sha256: 64 hex digits        # sha256sum acme-cloud-1.2.jar
 *     signer: acme
 * </pre>
 */
final class Trust {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern JAR = Pattern.compile("[A-Za-z0-9][-+._A-Za-z0-9]*\\.jar");
  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final Map<String, PublicKey> signers;
  private final SortedMap<String, Pin> pins;

  private Trust(Map<String, PublicKey> signers, SortedMap<String, Pin> pins) {
    this.signers = signers;
    this.pins = pins;
  }

  /** One jar that the operator trusts. */
  record Pin(String sha256, String signer) {
    Pin(
        @JsonProperty(value = "sha256", required = true) String sha256,
        @JsonProperty(value = "signer", required = true) String signer) {
      this.sha256 = sha256;
      this.signer = signer;
    }
  }

  /** The file as it is written. */
  record Listed(
      @JsonProperty("signers") @Nullable Map<String, String> signers,
      @JsonProperty("plugins") @Nullable Map<String, Pin> plugins) {}

  /**
   * Reads the file; one that isn't there trusts nothing.
   *
   * @throws Refused if it can't be relied upon, with why
   */
  static Trust read(Path file) {
    if (!Files.exists(file)) {
      return new Trust(Map.of(), new TreeMap<>());
    }
    refuseIfAnybodyMayWrite(file);
    try {
      JsonNode tree = YAML.readTree(Files.readString(file));
      boolean isEmpty = tree.isMissingNode() || tree.isNull();
      return of(isEmpty ? new Listed(Map.of(), Map.of()) : YAML.treeToValue(tree, Listed.class));
    } catch (JsonProcessingException e) {
      throw new Refused(file + " can't be understood: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new Refused(file + " can't be read (" + e + ")", e);
    }
  }

  /** Whoever may write where plugins are could put his own there. */
  static void refuseIfAnybodyMayWrite(Path path) {
    try {
      if (Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_WRITE)) {
        throw new Refused(
            path + " can be written by every user of the machine; take that away: chmod o-w");
      }
    } catch (IOException e) {
      throw new Refused(path + " can't be looked at (" + e + ")", e);
    }
  }

  private static Trust of(Listed listed) {
    Map<String, PublicKey> signers = new LinkedHashMap<>();
    Objects.requireNonNullElse(listed.signers(), Map.<String, String>of())
        .forEach((name, key) -> signers.put(name, publicKey(name, key)));
    SortedMap<String, Pin> pins =
        new TreeMap<>(Objects.requireNonNullElse(listed.plugins(), Map.<String, Pin>of()));
    pins.forEach(
        (jar, pin) -> {
          if (!JAR.matcher(jar).matches()) {
            throw new Refused(
                "\"" + jar + "\" is pinned; the plain name of a jar is wanted, not a path");
          }
          if (pin == null || pin.sha256() == null || !SHA256.matcher(pin.sha256()).matches()) {
            throw new Refused("the sha256 of " + jar + " must be 64 lower-case hex digits");
          }
          if (pin.signer() == null || !signers.containsKey(pin.signer())) {
            throw new Refused("the signer of " + jar + " is not among the signers");
          }
        });
    return new Trust(signers, pins);
  }

  private static PublicKey publicKey(String name, @Nullable String text) {
    try {
      byte[] der = Base64.getDecoder().decode(text == null ? "" : text);
      return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new Refused(
          "the key of signer "
              + name
              + " must be an Ed25519 public key as one line of base64: openssl pkey -in key.pem"
              + " -pubout, without the first and the last line",
          e);
    }
  }

  /** The names of the jars that are trusted. */
  SortedMap<String, Pin> pins() {
    return pins;
  }

  /**
   * Gives the pin of a jar whose bytes are those that the operator pinned and its signer signed.
   *
   * @throws Refused if they aren't
   */
  Pin check(String jar, byte[] content, Optional<byte[]> signature) {
    String sha256 = sha256(content);
    Pin pin = pins.get(jar);
    if (pin == null) {
      throw new Refused(
          "nobody has said that it is trusted; if it is, pin it in trusted.yaml (sha256 "
              + sha256
              + ")");
    }
    if (!pin.sha256().equals(sha256)) {
      throw new Refused(
          "its sha256 is "
              + sha256
              + ", but "
              + pin.sha256()
              + " is pinned; it was changed, or"
              + " another version was put there");
    }
    byte[] signed =
        signature.orElseThrow(
            () ->
                new Refused(
                    "its signature " + jar + ".sig is missing; get it from " + pin.signer()));
    if (!isSigned(Objects.requireNonNull(signers.get(pin.signer())), content, signed)) {
      throw new Refused(
          "its signature " + jar + ".sig is not one by " + pin.signer() + "'s key of these bytes");
    }
    return pin;
  }

  private static boolean isSigned(PublicKey key, byte[] content, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(key);
      verifier.update(content);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
