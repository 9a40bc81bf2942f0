package io.ridgeway.keys.kek;

import io.ridgeway.keys.CustodyException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The authorities of a file, and no others, for servers' certificates. */
final class Authorities {
  private Authorities() {}

  static SSLContext trusting(Path authorities) {
    try (InputStream file = Files.newInputStream(authorities)) {
      Collection<? extends Certificate> known =
          CertificateFactory.getInstance("X.509").generateCertificates(file);
      if (known.isEmpty()) {
        throw new CustodyException(authorities + " holds no certificate.");
      }
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (Certificate one : known) {
        store.setCertificateEntry("authority-" + number++, one);
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, factory.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new CustodyException(authorities + " can't be read as certificates in PEM", e);
    }
  }
}
