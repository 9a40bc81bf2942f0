package io.ridgeway.framework.tls;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.function.UnaryOperator;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * The other end of a TLS connection to one node.
 *
 * @param authority the certificate of its TLS authority, PEM
 * @param publicKey its TLS key's public half: SubjectPublicKeyInfo, DER
 */
@SuppressWarnings("ArrayRecordComponent") // bytes, short-lived, never compared
public record NodeTls(String authority, byte[] publicKey) {

  /** Trusts this node and no other, whatever its address. */
  public X509ExtendedTrustManager trust() {
    return new NodeTrust(Pems.store(authority), publicKey, true);
  }

  /**
   * Mutual TLS 1.3 with the node. Each handshake that isn't resumed takes one signature.
   *
   * @param certificate what is shown to the node, PEM, of a P-256 key
   * @param key signs a message with that key: ECDSA over its SHA-256, in DER
   */
  public SSLContext mutual(String certificate, UnaryOperator<byte[]> key) {
    // With 1.3 a P-256 key signs with SHA-256, and with nothing else.
    return context("TLSv1.3", certificate, key, true);
  }

  /**
   * Mutual TLS 1.2 with a node that asks for it. Each handshake takes one signature; none is
   * resumed, since a node that asks for certificates and gives its sessions no context refuses
   * that.
   *
   * @param certificate what is shown to the node, PEM, of an RSA key
   * @param key signs a message with that key: RSA by PKCS#1 v1.5 over its SHA-256
   */
  public SSLContext mutualRsa(String certificate, UnaryOperator<byte[]> key) {
    // 1.3 takes RSA with PSS only.
    return context("TLSv1.2", certificate, key, false);
  }

  private SSLContext context(
      String protocol, String certificate, UnaryOperator<byte[]> key, boolean resumed) {
    CustodyProvider.install();
    X509Certificate shown = Pems.certificate(certificate);
    try {
      SSLContext context = SSLContext.getInstance(protocol);
      context.init(
          new KeyManager[] {new CustodyIdentity(shown, CustodyKey.of(shown.getPublicKey(), key))},
          new TrustManager[] {new NodeTrust(Pems.store(authority), publicKey, resumed)},
          null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has TLS 1.2 and 1.3", e);
    }
  }
}
