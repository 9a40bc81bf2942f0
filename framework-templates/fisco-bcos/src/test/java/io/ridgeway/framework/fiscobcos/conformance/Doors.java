package io.ridgeway.framework.fiscobcos.conformance;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * How a test double opens and enters doors: by TLS 1.2 in which both ends show a certificate of the
 * chain's RSA authority, or by none.
 *
 * @param tls empty for none
 */
record Doors(Optional<SSLContext> tls) {
  static final Doors OPEN = new Doors(Optional.empty());
  private static final String[] PROTOCOLS = {"TLSv1.2"};

  /** With those files, all PEM. */
  static Doors with(Path authority, Path certificate, Path key)
      throws IOException, GeneralSecurityException {
    KeyStore own = KeyStore.getInstance("PKCS12");
    own.load(null, null);
    char[] none = new char[0];
    own.setKeyEntry("node", key(key), none, new Certificate[] {certificate(certificate)});
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(own, none);
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("authority", certificate(authority));
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return new Doors(Optional.of(context));
  }

  ServerSocket open() throws IOException {
    if (tls.isEmpty()) {
      return new ServerSocket();
    }
    SSLServerSocket socket =
        (SSLServerSocket) tls.get().getServerSocketFactory().createServerSocket();
    socket.setSSLParameters(parameters());
    return socket;
  }

  /** A socket that isn't connected yet; the handshake comes with the first byte. */
  Socket enter() throws IOException {
    if (tls.isEmpty()) {
      return new Socket();
    }
    SSLSocket socket = (SSLSocket) tls.get().getSocketFactory().createSocket();
    socket.setEnabledProtocols(PROTOCOLS);
    return socket;
  }

  SSLParameters parameters() {
    SSLParameters parameters = tls.orElseThrow().getDefaultSSLParameters();
    parameters.setProtocols(PROTOCOLS);
    parameters.setNeedClientAuth(true);
    return parameters;
  }

  private static Certificate certificate(Path path) throws IOException, GeneralSecurityException {
    return CertificateFactory.getInstance("X.509")
        .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(path)));
  }

  private static PrivateKey key(Path path) throws IOException, GeneralSecurityException {
    String pem = Files.readString(path, StandardCharsets.US_ASCII);
    byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
  }
}
