package io.ridgeway.framework.fiscobcos.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** What a node's [cert] section leads to, and whether TLS could come up with it. */
final class TlsFiles {
  private static final Provider PROVIDER = new BouncyCastleProvider();
  private static final int DIGITAL_SIGNATURE = 0;
  private static final int KEY_ENCIPHERMENT = 2;

  private final Map<String, String> settings;
  private final Instant now;
  private final BiConsumer<String, String> finding;

  /**
   * @param settings of the section, defaults included
   * @param finding takes a key and what is wrong with it
   */
  TlsFiles(Map<String, String> settings, Instant now, BiConsumer<String, String> finding) {
    this.settings = settings;
    this.now = now;
    this.finding = finding;
  }

  void check(boolean guomi) {
    if (guomi) {
      Optional<X509Certificate> authority = certificate("sm_ca_cert");
      pair("sm_node_cert", "sm_node_key", "SM2", DIGITAL_SIGNATURE, authority);
      pair("sm_ennode_cert", "sm_ennode_key", "SM2", KEY_ENCIPHERMENT, authority);
    }
    // Under Guomi too: the door of applications has it, see NodeLaws.
    pair("node_cert", "node_key", "RSA", DIGITAL_SIGNATURE, certificate("ca_cert"));
  }

  private void pair(
      String certificateKey,
      String keyKey,
      String kind,
      int use,
      Optional<X509Certificate> authority) {
    Optional<X509Certificate> certificate = certificate(certificateKey);
    Optional<KeyFile> key = read(keyKey).flatMap(KeyFile::parse);
    if (key.isEmpty()) {
      finding.accept(keyKey, "no private key in PKCS#8");
    } else if (!key.get().kind().equals(kind)) {
      finding.accept(keyKey, "a key of " + key.get().kind() + ", not of " + kind);
    }
    if (certificate.isEmpty()) {
      return;
    }
    if (key.isPresent() && !publicHex(certificate.get()).equals(key.get().publicHex())) {
      finding.accept(keyKey, "not the key of the certificate");
    }
    boolean[] uses = certificate.get().getKeyUsage();
    if (uses != null && !uses[use]) {
      finding.accept(certificateKey, "without the key usage that its place needs");
    }
    if (authority.isPresent() && !isIssued(certificate.get(), authority.get())) {
      finding.accept(certificateKey, "not issued by the authority");
    }
  }

  private static boolean isIssued(X509Certificate certificate, X509Certificate authority) {
    try {
      certificate.verify(authority.getPublicKey(), PROVIDER);
      return certificate.getIssuerX500Principal().equals(authority.getSubjectX500Principal());
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }

  private Optional<X509Certificate> certificate(String key) {
    Path path = path(key);
    if (!Files.isReadable(path)) {
      finding.accept(key, "no file that can be read");
      return Optional.empty();
    }
    try (InputStream bytes = Files.newInputStream(path)) {
      Optional<X509Certificate> found =
          Optional.ofNullable(
              (X509Certificate)
                  CertificateFactory.getInstance("X.509", PROVIDER).generateCertificate(bytes));
      found.ifPresentOrElse(
          c -> window(key, c), () -> finding.accept(key, "no certificate in PEM"));
      return found;
    } catch (CertificateException | IOException e) {
      finding.accept(key, "no certificate in PEM");
      return Optional.empty();
    }
  }

  private void window(String key, X509Certificate certificate) {
    if (now.isBefore(certificate.getNotBefore().toInstant())
        || now.isAfter(certificate.getNotAfter().toInstant())) {
      finding.accept(key, "outside its window");
    }
  }

  private Optional<String> read(String key) {
    try {
      return Optional.of(Files.readString(path(key)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The node puts the folder and a slash before the name, also before a whole path. */
  private Path path(String key) {
    return Path.of(settings.getOrDefault("ca_path", "./") + "/" + settings.getOrDefault(key, ""));
  }

  private static String publicHex(X509Certificate certificate) {
    if (certificate.getPublicKey() instanceof RSAPublicKey rsa) {
      return rsa.getModulus().toString(16);
    }
    byte[] point =
        SubjectPublicKeyInfo.getInstance(certificate.getPublicKey().getEncoded())
            .getPublicKeyData()
            .getOctets();
    return HexFormat.of().formatHex(Arrays.copyOfRange(point, 1, point.length));
  }
}
