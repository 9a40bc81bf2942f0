package io.ridgeway.framework.tls;

import java.net.Socket;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Trusts one node: who shows a certificate that its organisation's authority issued for just its
 * key. That says more than a host name, and holds wherever a tunnel to the node ends.
 */
final class NodeTrust extends X509ExtendedTrustManager {
  private final X509TrustManager issued;
  private final byte[] publicKey;
  private final boolean resumed;

  /**
   * Trust in the holder of a key.
   *
   * @param authority the certificate of who issued its
   * @param publicKey SubjectPublicKeyInfo, DER
   * @param resumed whether later connections may go on with the session
   */
  NodeTrust(KeyStore authority, byte[] publicKey, boolean resumed) {
    this.issued = Pems.trust(authority);
    this.publicKey = publicKey.clone();
    this.resumed = resumed;
  }

  private void check(X509Certificate[] chain, String authentication) throws CertificateException {
    issued.checkServerTrusted(chain, authentication);
    if (!Arrays.equals(chain[0].getPublicKey().getEncoded(), publicKey)) {
      throw new CertificateException("the node at the other end is another one");
    }
  }

  private void keep(@Nullable SSLSession session) {
    if (!resumed && session != null) {
      session.invalidate();
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authentication, Socket socket)
      throws CertificateException {
    check(chain, authentication);
    if (socket instanceof SSLSocket tls) {
      keep(tls.getHandshakeSession());
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authentication, SSLEngine engine)
      throws CertificateException {
    check(chain, authentication);
    keep(engine.getHandshakeSession());
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authentication)
      throws CertificateException {
    check(chain, authentication);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authentication, Socket socket)
      throws CertificateException {
    checkClientTrusted(chain, authentication);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authentication, SSLEngine engine)
      throws CertificateException {
    checkClientTrusted(chain, authentication);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authentication)
      throws CertificateException {
    throw new CertificateException("nobody is served here");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return issued.getAcceptedIssuers();
  }
}
