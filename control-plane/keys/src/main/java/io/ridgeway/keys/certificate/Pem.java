package io.ridgeway.keys.certificate;

import io.ridgeway.model.certificate.BroughtChain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.cert.X509CertificateHolder;

/** Text around DER (RFC 7468). */
public final class Pem {
  /** A request with 100 hosts and the largest key stays far below. */
  private static final int LONGEST = 32_768;

  /** Lists of revoked certificates, by ten thousands of them. */
  static final String LIST = "X509 CRL";

  private static final int LONGEST_LIST = 1 << 20;
  private static final int LINE = 64;
  private static final Pattern ONE =
      Pattern.compile("\\s*-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----\\s*");

  private Pem() {}

  /** The text. */
  public static String write(String label, byte[] der) {
    String text = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + text + "\n-----END " + label + "-----\n";
  }

  /** The one thing of that label that the text is, empty if it is something else. */
  public static Optional<byte[]> read(String label, String text) {
    if (text.length() > (label.equals(LIST) ? LONGEST_LIST : LONGEST)) {
      return Optional.empty();
    }
    Matcher matcher = ONE.matcher(text);
    if (!matcher.matches() || !matcher.group(1).equals(label)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          Base64.getMimeDecoder().decode(matcher.group(2).getBytes(StandardCharsets.US_ASCII)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * Who certifies of an authority that was brought.
   *
   * @param chain its root, and after it its intermediates
   */
  static X509CertificateHolder issuer(String chain) {
    List<String> all = BroughtChain.split(chain);
    return certificate(all.get(all.size() - 1));
  }

  /** A certificate that we issued. */
  static X509CertificateHolder certificate(String text) {
    try {
      return new X509CertificateHolder(
          read("CERTIFICATE", text)
              .orElseThrow(() -> new IllegalStateException("a certificate isn't PEM")));
    } catch (IOException e) {
      throw new IllegalStateException("a certificate can't be read", e);
    }
  }
}
