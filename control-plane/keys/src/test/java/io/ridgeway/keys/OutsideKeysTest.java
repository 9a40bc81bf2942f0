package io.ridgeway.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.keys.algorithm.KeyAlgorithms;
import io.ridgeway.keys.algorithm.Signatures;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.KeyPairs.Pair;
import io.ridgeway.model.problem.Refusal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutsideKeysTest {
  private static final BigInteger P256_ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
  private static final byte[] MESSAGE = "lease-1 is concluded".getBytes(StandardCharsets.UTF_8);

  private final BouncyCastleProvider provider = new BouncyCastleProvider();
  private final OutsideKeys keys = new OutsideKeys(KeyAlgorithms.fastest(), new SecureRandom());

  /** By BouncyCastle's own reader and signer: neither knows our code. */
  @ParameterizedTest
  @CsvSource({"SECP256K1, SHA256withECDSA", "P256, SHA256withECDSA", "SM2, SM3withSM2"})
  void whatOthersSignWithAPairIsKnownAndNothingElse(Curve curve, String scheme) throws Exception {
    // Given
    Pair pair = keys.make(curve);
    byte[] publicKey = HexFormat.of().parseHex(pair.publicKey());

    // When
    byte[] signature = sign(scheme, pair, MESSAGE);

    // Then
    assertThat(Signatures.holds(curve, publicKey, MESSAGE, signature)).isTrue();
    assertThat(
            Signatures.holds(
                curve, publicKey, "another".getBytes(StandardCharsets.UTF_8), signature))
        .isFalse();
    byte[] others = HexFormat.of().parseHex(keys.make(curve).publicKey());
    assertThat(Signatures.holds(curve, others, MESSAGE, signature)).isFalse();
    signature[signature.length - 1] ^= 1;
    assertThat(Signatures.holds(curve, publicKey, MESSAGE, signature)).isFalse();
    for (byte[] nonsense : new byte[][] {{}, {0x30}, {0x30, 0}, new byte[72], MESSAGE}) {
      assertThat(Signatures.holds(curve, publicKey, MESSAGE, nonsense)).isFalse();
    }
    assertThat(pair.toString()).doesNotContain(pair.privateKey());
  }

  @ParameterizedTest
  @CsvSource({"SECP256K1", "P256", "SM2"})
  void aPublicKeyIsReadAsItIsWrittenAndOnlyAsItsOwnKind(Curve curve) {
    String key = keys.make(curve).publicKey();
    String pem = keys.write(curve, key);
    assertThat(keys.read(curve, pem)).isEqualTo(key);
    for (Curve other : new Curve[] {Curve.SECP256K1, Curve.P256, Curve.SM2}) {
      if (other != curve) {
        assertThatThrownBy(() -> keys.read(other, pem)).isInstanceOf(Refusal.class);
      }
    }
    String offTheCurve = keys.write(curve, "11".repeat(64));
    assertThatThrownBy(() -> keys.read(curve, offTheCurve)).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> keys.read(curve, "")).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> keys.read(curve, pem.replace("PUBLIC", "PRIVATE")))
        .isInstanceOf(Refusal.class);
  }

  @ParameterizedTest
  @CsvSource({"P256"})
  void eitherSIsTaken(Curve curve) throws Exception {
    // Given
    Pair pair = keys.make(curve);
    byte[] signature = sign("SHA256withECDSA", pair, MESSAGE);
    ASN1Sequence rs = ASN1Sequence.getInstance(signature);

    // When
    ASN1EncodableVector flipped = new ASN1EncodableVector();
    flipped.add(rs.getObjectAt(0));
    flipped.add(
        new ASN1Integer(
            P256_ORDER.subtract(ASN1Integer.getInstance(rs.getObjectAt(1)).getValue())));

    // Then
    assertThat(
            Signatures.holds(
                curve,
                HexFormat.of().parseHex(pair.publicKey()),
                MESSAGE,
                new DERSequence(flipped).getEncoded()))
        .isTrue();
  }

  private byte[] sign(String scheme, Pair pair, byte[] message) throws Exception {
    byte[] der =
        Base64.getMimeDecoder().decode(pair.privateKey().replaceAll("-----[A-Z ]+-----", ""));
    PrivateKey key =
        KeyFactory.getInstance("EC", provider).generatePrivate(new PKCS8EncodedKeySpec(der));
    Signature signer = Signature.getInstance(scheme, provider);
    signer.initSign(key);
    signer.update(message);
    return signer.sign();
  }
}
