package io.ridgeway.framework.fabric.tls;

import java.security.GeneralSecurityException;
import java.util.function.UnaryOperator;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * The other end of a TLS connection to one node.
 *
 * @param authority the certificate of its organisation's TLS authority, PEM
 * @param publicKey its TLS key's public half: SubjectPublicKeyInfo, DER
 */
@SuppressWarnings("ArrayRecordComponent") // bytes, short-lived, never compared
public record NodeTls(String authority, byte[] publicKey) {

  /** Trusts this node and no other, whatever its address. */
  public X509ExtendedTrustManager trust() {
    return new NodeTrust(Pems.store(authority), publicKey);
  }

  /**
   * Mutual TLS 1.3 with the node. Each handshake that isn't resumed takes one signature.
   *
   * @param certificate what is shown to the node, PEM, of a P-256 key
   * @param key signs a message with that key: ECDSA over its SHA-256, in DER
   */
  public SSLContext mutual(String certificate, UnaryOperator<byte[]> key) {
    CustodyProvider.install();
    try {
      // With 1.3 a P-256 key signs with SHA-256, and with nothing else.
      SSLContext context = SSLContext.getInstance("TLSv1.3");
      context.init(
          new KeyManager[] {
            new CustodyIdentity(Pems.certificate(certificate), new CustodyKey(key))
          },
          new TrustManager[] {trust()},
          null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has TLS 1.3", e);
    }
  }
}
