package io.ridgeway.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ridgeway.keys.certificate.CustodyAuthority;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.certificate.Authority;
import io.ridgeway.model.certificate.Certificate;
import io.ridgeway.model.certificate.CertificateOrder;
import io.ridgeway.model.certificate.CertificateOrder.Holder;
import io.ridgeway.model.certificate.CertificateUse;
import io.ridgeway.model.certificate.Subject;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.pkcs.CertificationRequest;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Certification requests: answered to those who prove their key, and written for keys in custody.
 */
class RequestsTest {
  private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();
  private static final BigInteger ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  @TempDir Path directory;
  private Offices offices;
  private CustodyAuthority authorities;
  private Authority authority;

  @BeforeEach
  void offices() {
    offices = new Offices(directory);
    authorities = offices.authorities;
    authority = offices.authority("org1-ca", Curve.P256);
  }

  @Test
  void certifiesTheKeyAndNothingElseOfTheRequest() throws Exception {
    // Given: a request that claims to be somebody else
    KeyPair pair = pair("secp256r1");
    String request = pem(request(pair, "SHA256withECDSA", "CN=admin,OU=admin"));

    // When
    Certificate certificate = answer(request);

    // Then
    var holder = parsed(certificate.pem(), org.bouncycastle.cert.X509CertificateHolder.class);
    assertThat(holder.getSubject()).hasToString("O=Org1,OU=peer,CN=client1.example.org");
    assertThat(holder.getSubjectPublicKeyInfo().getEncoded())
        .isEqualTo(pair.getPublic().getEncoded());
  }

  @Test
  void answersTheSameRequestTheSame() throws Exception {
    KeyPair pair = pair("secp256r1");
    Certificate first = answer(pem(request(pair, "SHA256withECDSA", "CN=a")));
    assertThat(answer(pem(request(pair, "SHA256withECDSA", "CN=b")))).isEqualTo(first);
  }

  @Test
  void refusesWhatItsKeyDidNotSign() throws Exception {
    PKCS10CertificationRequest good = request(pair("secp256r1"), "SHA256withECDSA", "CN=a");
    PKCS10CertificationRequest other = request(pair("secp256r1"), "SHA256withECDSA", "CN=a");
    assertRefused("it isn't signed by its key", pem(signed(good, rs -> rs(other))));
  }

  /** Known ways to get a wrong signature past a verifier. */
  @Test
  void refusesSignaturesAtTheEdges() throws Exception {
    PKCS10CertificationRequest good = request(pair("secp256r1"), "SHA256withECDSA", "CN=a");
    BigInteger zero = BigInteger.ZERO;
    BigInteger one = BigInteger.ONE;
    List<UnaryOperator<BigInteger[]>> edges =
        List.of(
            rs -> new BigInteger[] {zero, zero},
            rs -> new BigInteger[] {zero, one},
            rs -> new BigInteger[] {one, zero},
            rs -> new BigInteger[] {one, one},
            rs -> new BigInteger[] {ORDER, ORDER},
            rs -> new BigInteger[] {rs[0].add(ORDER), rs[1]},
            rs -> new BigInteger[] {rs[0], rs[1].add(ORDER)},
            rs -> new BigInteger[] {rs[0].negate(), rs[1]},
            rs -> new BigInteger[] {rs[0], rs[1].negate()},
            rs -> new BigInteger[] {rs[1], rs[0]},
            rs -> new BigInteger[] {rs[0].subtract(ORDER), rs[1]},
            rs -> new BigInteger[] {rs[0].add(one), rs[1]});
    for (UnaryOperator<BigInteger[]> edge : edges) {
      assertThatExceptionOfType(Refusal.class)
          .isThrownBy(() -> answer(pem(signed(good, edge))))
          .withMessageStartingWith("The certification request (PKCS#10) is refused: it ");
    }
    assertThat(answer(pem(good))).isNotNull();
  }

  @Test
  void refusesKeysOfOtherKindsAndOtherForms() throws Exception {
    KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA", BOUNCY_CASTLE);
    rsa.initialize(2048);
    String message = "its key isn't one of P256, plainly written";
    assertRefused(message, pem(request(pair("secp256k1"), "SHA256withECDSA", "CN=a")));
    assertRefused(message, pem(request(pair("secp384r1"), "SHA256withECDSA", "CN=a")));
    assertRefused(message, pem(request(pair("sm2p256v1"), "SM3withSM2", "CN=a")));
    assertRefused(message, pem(request(rsa.generateKeyPair(), "SHA256withRSA", "CN=a")));
  }

  @Test
  void refusesAPointThatIsNotOnTheCurve() throws Exception {
    // Given
    PKCS10CertificationRequest good = request(pair("secp256r1"), "SHA256withECDSA", "CN=a");
    byte[] der = good.getEncoded();
    byte[] spki = good.getSubjectPublicKeyInfo().getEncoded();
    int at =
        new String(der, java.nio.charset.StandardCharsets.ISO_8859_1)
            .indexOf(new String(spki, java.nio.charset.StandardCharsets.ISO_8859_1));

    // When
    der[at + spki.length - 1] ^= 1;

    // Then
    assertRefused("its key isn't one of P256, plainly written", pem(der));
  }

  @Test
  void refusesAWeakerHash() throws Exception {
    assertRefused(
        "it isn't signed as keys of P256 sign here",
        pem(request(pair("secp256r1"), "SHA1withECDSA", "CN=a")));
  }

  @Test
  void refusesWhatIsNoRequest() throws Exception {
    String good = pem(request(pair("secp256r1"), "SHA256withECDSA", "CN=a"));
    for (String text :
        List.of(
            "",
            "nonsense",
            good.replace("REQUEST", "OTHER"),
            good + good,
            good.substring(0, 200),
            good + " ".repeat(40_000),
            authorities.root(authority).pem())) {
      assertRefused("it isn't one in PEM", text);
    }
    assertRefused("it can't be read or verified", pem(new byte[] {0x30, 0x03, 0x02, 0x01, 0x00}));
    assertRefused("it can't be read or verified", pem(new byte[] {1, 2, 3}));
  }

  @ParameterizedTest
  @EnumSource(Curve.class)
  void writesRequestsThatOthersVerify(Curve curve) throws Exception {
    // Given
    ManagedKey key = offices.fixture.key(curve, Purpose.NODE, "peer0");

    // When
    String request = offices.request(key, Subject.of("peer0").inUnit("peer"), "10.0.0.1");

    // Then
    PKCS10CertificationRequest read = parsed(request, PKCS10CertificationRequest.class);
    assertThat(read.getSubject()).hasToString("OU=peer,CN=peer0");
    assertThat(read.getSubjectPublicKeyInfo().getEncoded()).isEqualTo(key.encodedPublicKey());
    assertThat(read.getRequestedExtensions().getExtensionOIDs()).hasSize(3);
    assertThat(
            read.isSignatureValid(
                new JcaContentVerifierProviderBuilder()
                    .setProvider(BOUNCY_CASTLE)
                    .build(read.getSubjectPublicKeyInfo())))
        .isTrue();
    assertThat(offices.fixture.journal.actions()).containsExactly("key.create", "key.prove");
  }

  @ParameterizedTest
  @EnumSource(Curve.class)
  void anAuthorityOfItsKindAnswersThem(Curve curve) {
    ManagedKey key = offices.fixture.key(curve, Purpose.NODE, "peer0");
    String request = offices.request(key, Subject.of("peer0"));
    Authority of = offices.authority("root", curve);
    assertThat(
            authorities.ensure(
                of, offices.order("peer0", CertificateUse.IDENTITY, new Holder.Outside(request))))
        .isEqualTo(authorities.ensure(of, offices.order("peer0", CertificateUse.IDENTITY, key)));
  }

  @Test
  void writesNoneForAKeyThatIsNotThere() {
    Holder nobody = new Holder.Custody(KeyId.next());
    CertificateOrder order = offices.order("peer0", CertificateUse.IDENTITY, nobody);
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> authorities.request(authority, order))
        .matches(refusal -> refusal.type() == ProblemType.NOT_FOUND);
  }

  private Certificate answer(String request) {
    return authorities.ensure(
        authority, offices.order("client1", CertificateUse.IDENTITY, new Holder.Outside(request)));
  }

  private void assertRefused(String why, String request) {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> answer(request))
        .withMessage("The certification request (PKCS#10) is refused: " + why + ".")
        .matches(refusal -> refusal.type() == ProblemType.INVALID);
  }

  private static KeyPair pair(String curve) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", BOUNCY_CASTLE);
    generator.initialize(new ECGenParameterSpec(curve));
    return generator.generateKeyPair();
  }

  private static PKCS10CertificationRequest request(KeyPair pair, String algorithm, String subject)
      throws Exception {
    return new JcaPKCS10CertificationRequestBuilder(new X500Name(subject), pair.getPublic())
        .build(
            new JcaContentSignerBuilder(algorithm)
                .setProvider(BOUNCY_CASTLE)
                .build(pair.getPrivate()));
  }

  private static BigInteger[] rs(PKCS10CertificationRequest request) {
    try {
      return StandardDSAEncoding.INSTANCE.decode(ORDER, request.getSignature());
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static byte[] signed(
      PKCS10CertificationRequest request, UnaryOperator<BigInteger[]> signature) throws Exception {
    BigInteger[] rs = signature.apply(rs(request));
    CertificationRequest whole = request.toASN1Structure();
    return new CertificationRequest(
            whole.getCertificationRequestInfo(),
            whole.getSignatureAlgorithm(),
            new DERBitString(
                new DERSequence(
                    new org.bouncycastle.asn1.ASN1Encodable[] {
                      new ASN1Integer(rs[0]), new ASN1Integer(rs[1])
                    })))
        .getEncoded();
  }

  private static String pem(PKCS10CertificationRequest request) throws Exception {
    return pem(request.getEncoded());
  }

  private static String pem(byte[] der) {
    return "-----BEGIN CERTIFICATE REQUEST-----\n"
        + Base64.getMimeEncoder().encodeToString(der)
        + "\n-----END CERTIFICATE REQUEST-----\n";
  }

  private static <T> T parsed(String pem, Class<T> type) throws Exception {
    try (PEMParser parser = new PEMParser(new java.io.StringReader(pem))) {
      return type.cast(parser.readObject());
    }
  }
}
