package io.ridgeway.keys.algorithm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.ToSign;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What Project Wycheproof collected of attacks and slips, through our own code: signatures and
 * public keys that come from outside, s made low, and Ed25519's signatures.
 */
class WycheproofIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** One of a file's cases, in its group. */
  private record Case(JsonNode group, JsonNode test) {
    String result() {
      return test.path("result").asText();
    }

    String name() {
      return test.path("tcId").asText() + " " + test.path("comment").asText();
    }

    byte[] bytes(String field) {
      return HexFormat.of().parseHex(test.path(field).asText());
    }
  }

  /** What is merely acceptable is encoded in ways that DER doesn't allow: refused as well. */
  @ParameterizedTest
  @CsvSource({
    "ecdsa_secp256r1_sha256_test.json, P256, 147, 1, 239",
    "ecdsa_secp256k1_sha256_test.json, SECP256K1, 142, 1, 237"
  })
  void onlyValidSignaturesHold(String file, Curve curve, int valid, int acceptable, int invalid) {
    // Given
    List<Case> cases = cases(file);
    assertThat(results(cases))
        .isEqualTo(Map.of("valid", valid, "acceptable", acceptable, "invalid", invalid));

    // Then
    assertThat(cases)
        .allSatisfy(
            one ->
                assertThat(Signatures.holds(curve, key(curve, one), one.bytes("msg"), sig(one)))
                    .as(one.name())
                    .isEqualTo(one.result().equals("valid")));
  }

  @ParameterizedTest
  @CsvSource({
    "ecdsa_secp256r1_sha256_test.json, P256",
    "ecdsa_secp256k1_sha256_test.json, SECP256K1"
  })
  void aValidSignatureHoldsWithALowSToo(String file, Curve curve) throws IOException {
    // Given
    PrimeCurve prime = curve == Curve.P256 ? PortableP256.CURVE : new PrimeCurve("secp256k1");
    int flipped = 0;

    // When
    for (Case one : cases(file)) {
      if (one.result().equals("valid")) {
        BigInteger[] rs = StandardDSAEncoding.INSTANCE.decode(prime.order, sig(one));
        BigInteger low = prime.low(rs[1]);
        byte[] normal = StandardDSAEncoding.INSTANCE.encode(prime.order, rs[0], low);

        // Then
        assertThat(low).as(one.name()).isLessThanOrEqualTo(prime.order.shiftRight(1));
        assertThat(Signatures.holds(curve, key(curve, one), one.bytes("msg"), normal))
            .as(one.name())
            .isTrue();
        assertThat(prime.low(low)).isEqualTo(low);
        flipped += low.equals(rs[1]) ? 0 : 1;
      }
    }
    assertThat(flipped).isPositive();
  }

  /**
   * Keys are taken in one encoding only: named curve, uncompressed. Those of others are refused
   * though Wycheproof finds some of them acceptable.
   */
  @ParameterizedTest
  @CsvSource({
    "ecdh_secp256r1_test.json, P256, 191, 219, 50",
    "ecdh_secp256k1_test.json, SECP256K1, 181, 219, 46"
  })
  void onlyPublicKeysOnTheCurveAreTaken(
      String file, Curve curve, int valid, int acceptable, int invalid) {
    // Given
    List<Case> cases = cases(file);
    assertThat(results(cases))
        .isEqualTo(Map.of("valid", valid, "acceptable", acceptable, "invalid", invalid));

    // When
    Map<String, Integer> taken = new TreeMap<>();
    for (Case one : cases) {
      if (curve
          .decode(one.bytes("public"))
          .filter(key -> PublicKeys.isOne(curve, key))
          .isPresent()) {
        taken.merge(one.result(), 1, Integer::sum);
      }
    }

    // Then
    assertThat(taken).isEqualTo(Map.of("valid", valid));
  }

  @Test
  void ed25519SignsAsEveryValidCaseSays() {
    // Given
    Ed25519 ed25519 = new Ed25519();
    List<Case> cases = cases("eddsa_test.json");
    assertThat(results(cases)).isEqualTo(Map.of("valid", 84, "invalid", 61));

    // Then
    assertThat(cases)
        .allSatisfy(
            one -> {
              byte[] seed = HexFormat.of().parseHex(one.group().at("/key/sk").asText());
              byte[] key = HexFormat.of().parseHex(one.group().at("/key/pk").asText());
              assertThat(ed25519.publicKey(seed)).isEqualTo(key);
              assertThat(PublicKeys.isOne(Curve.ED25519, key)).isTrue();
              byte[] signature = ed25519.sign(seed, key, new ToSign.Message(one.bytes("msg")));
              if (one.result().equals("valid")) {
                assertThat(signature).as(one.name()).isEqualTo(sig(one));
              } else {
                assertThat(signature).as(one.name()).isNotEqualTo(sig(one));
              }
            });
  }

  private static byte[] sig(Case one) {
    return one.bytes("sig");
  }

  private static byte[] key(Curve curve, Case one) {
    byte[] der = HexFormat.of().parseHex(one.group().path("keyDer").asText());
    byte[] key = curve.decode(der).orElseThrow();
    assertThat(PublicKeys.isOne(curve, key)).isTrue();
    return key;
  }

  private static Map<String, Integer> results(List<Case> cases) {
    Map<String, Integer> results = new TreeMap<>();
    cases.forEach(one -> results.merge(one.result(), 1, Integer::sum));
    return results;
  }

  private static List<Case> cases(String file) {
    String directory = System.getenv("RIDGEWAY_WYCHEPROOF");
    assertThat(directory)
        .as("RIDGEWAY_WYCHEPROOF names the directory that tools/wycheproof/build prints")
        .isNotBlank();
    try {
      JsonNode whole = JSON.readTree(Files.readAllBytes(Path.of(directory, file)));
      List<Case> cases = new ArrayList<>();
      whole
          .path("testGroups")
          .forEach(group -> group.path("tests").forEach(test -> cases.add(new Case(group, test))));
      assertThat(cases).hasSize(whole.path("numberOfTests").asInt());
      return cases;
    } catch (IOException e) {
      throw new AssertionError("can't read " + file + " in " + directory, e);
    }
  }
}
