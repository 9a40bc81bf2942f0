package io.ridgeway.framework.fabric.lab;

import io.ridgeway.model.certificate.Subject;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A root that issues certificates on P-256, for tests. */
public final class TestAuthority {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Map<String, TestAuthority> BROUGHT = new ConcurrentHashMap<>();
  private static final Duration VALID = Duration.ofDays(30);

  private final X500Name name;
  private final KeyPair keys = keys();
  private final TestIdentity root;

  /** The certificates (PEM) of those above it, its root's the first; none of a root. */
  private final List<String> above;

  public TestAuthority(String commonName) {
    name = new X500Name("CN=" + commonName);
    above = List.of();
    try {
      X509v3CertificateBuilder builder = builder(name, keys);
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
      builder.addExtension(
          Extension.keyUsage,
          true,
          new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign | KeyUsage.digitalSignature));
      root = new TestIdentity(signed(builder), keys.getPrivate());
    } catch (GeneralSecurityException | CertIOException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One that an organisation brings: it can be found by its root from then on. */
  public static TestAuthority brought(String commonName) {
    TestAuthority authority = new TestAuthority(commonName);
    BROUGHT.put(authority.certificate(), authority);
    return authority;
  }

  private TestAuthority(String commonName, TestAuthority issuer) {
    name = new X500Name("CN=" + commonName);
    above = issuer.chain();
    try {
      X509v3CertificateBuilder builder = issuer.builder(name, keys);
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
      builder.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
      root = new TestIdentity(issuer.signed(builder), keys.getPrivate());
    } catch (GeneralSecurityException | CertIOException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An intermediate one below it, which certifies; found by its chain from then on. */
  public TestAuthority below(String commonName) {
    TestAuthority authority = new TestAuthority(commonName, this);
    BROUGHT.put(authority.bundle(), authority);
    return authority;
  }

  /** Its root's certificate (PEM), those between, and its own. */
  public List<String> chain() {
    List<String> chain = new ArrayList<>(above);
    chain.add(certificate());
    return chain;
  }

  /** The same in one text. */
  String bundle() {
    return String.join("", chain());
  }

  /** Who has that root (PEM), or those intermediates below it. */
  static TestAuthority of(String root) {
    return Objects.requireNonNull(BROUGHT.get(root), "nobody brought that root");
  }

  /** As an order names it. */
  public String entry(String organisation) {
    return organisation
        + "="
        + chain().stream()
            .map(pem -> pem.replaceAll("-----[A-Z ]+-----|\\s", ""))
            .collect(Collectors.joining(":"));
  }

  /** Its own certificate, PEM. */
  public String certificate() {
    return root.certificate();
  }

  /** Its own certificate and key. */
  TestIdentity root() {
    return root;
  }

  /** A certificate for a key. */
  TestIdentity certify(KeyPair pair, Subject subject, List<String> hosts, boolean tls) {
    X500NameBuilder text = new X500NameBuilder();
    text.addRDN(BCStyle.CN, subject.commonName());
    subject.organisation().ifPresent(o -> text.addRDN(BCStyle.O, o));
    subject.units().forEach(unit -> text.addRDN(BCStyle.OU, unit));
    return issue(pair, text.build(), hosts, tls);
  }

  /** A list of certificates (PEM) that aren't good any more, PEM. */
  public String revoke(List<String> certificates) {
    X509v2CRLBuilder list = new X509v2CRLBuilder(name, Date.from(Instant.now()));
    try {
      for (String pem : certificates) {
        try (PEMParser parser = new PEMParser(new StringReader(pem))) {
          list.addCRLEntry(
              ((X509CertificateHolder) parser.readObject()).getSerialNumber(),
              Date.from(Instant.now()),
              0);
        }
      }
      list.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(keys.getPublic()));
      byte[] der =
          list.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()))
              .getEncoded();
      return "-----BEGIN X509 CRL-----\n"
          + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
          + "\n-----END X509 CRL-----\n";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An enrolment certificate; Fabric tells the role by the OU. */
  public TestIdentity enrol(String commonName, String role) {
    return issue(keys(), new X500Name("CN=" + commonName + ",OU=" + role), List.of(), false);
  }

  /** A certificate for TLS, for both sides of a connection. */
  public TestIdentity tls(String commonName, String... hosts) {
    return issue(keys(), new X500Name("CN=" + commonName), List.of(hosts), true);
  }

  private TestIdentity issue(KeyPair pair, X500Name subject, List<String> hosts, boolean tls) {
    try {
      X509v3CertificateBuilder builder = builder(subject, pair);
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      builder.addExtension(
          Extension.keyUsage,
          true,
          new KeyUsage(KeyUsage.digitalSignature | (tls ? KeyUsage.keyEncipherment : 0)));
      if (tls) {
        builder.addExtension(
            Extension.extendedKeyUsage,
            false,
            new ExtendedKeyUsage(
                new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth}));
      }
      if (!hosts.isEmpty()) {
        builder.addExtension(
            Extension.subjectAlternativeName,
            false,
            new GeneralNames(hosts.stream().map(TestAuthority::host).toArray(GeneralName[]::new)));
      }
      return new TestIdentity(signed(builder), pair.getPrivate());
    } catch (GeneralSecurityException | CertIOException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static GeneralName host(String host) {
    boolean address = host.matches("[0-9.]+");
    return new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, host);
  }

  private X509v3CertificateBuilder builder(X500Name subject, KeyPair pair)
      throws GeneralSecurityException, CertIOException {
    Instant now = Instant.now();
    X509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            name,
            new BigInteger(120, RANDOM),
            Date.from(now.minus(Duration.ofMinutes(5))),
            Date.from(now.plus(VALID)),
            subject,
            pair.getPublic());
    JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
    builder.addExtension(
        Extension.subjectKeyIdentifier,
        false,
        identifiers.createSubjectKeyIdentifier(pair.getPublic()));
    builder.addExtension(
        Extension.authorityKeyIdentifier,
        false,
        identifiers.createAuthorityKeyIdentifier(keys.getPublic()));
    return builder;
  }

  private X509Certificate signed(X509v3CertificateBuilder builder)
      throws GeneralSecurityException, OperatorCreationException {
    // Fabric takes low-S signatures only in messages; in certificates it makes them low itself.
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
  }

  static KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
