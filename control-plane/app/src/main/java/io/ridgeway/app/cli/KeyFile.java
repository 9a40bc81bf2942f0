package io.ridgeway.app.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** An administrator's private key that is read from a file of this machine and stays here. */
final class KeyFile {
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";

  private final Path file;
  private final PrivateKey key;

  private KeyFile(Path file, PrivateKey key) {
    this.file = file;
    this.key = key;
  }

  static KeyFile read(Path file) {
    try {
      String pem = Files.readString(file, StandardCharsets.US_ASCII);
      int begin = pem.indexOf(BEGIN);
      int end = pem.indexOf(END);
      if (begin < 0 || end < begin) {
        throw wrong(file);
      }
      byte[] der = Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN.length(), end));
      return new KeyFile(
          file, KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der)));
    } catch (IOException e) {
      throw new Failure(Failure.REFUSED, file + " can't be read.");
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw wrong(file);
    }
  }

  private static Failure wrong(Path file) {
    return new Failure(
        Failure.REFUSED,
        file
            + " holds no private key on P-256 in PKCS#8, PEM. openssl pkcs8 -topk8 -nocrypt makes"
            + " one of another form.");
  }

  /** Stops unless it is the key of that certificate. */
  void requireOf(String certificate) {
    byte[] probe = "whose key is it".getBytes(StandardCharsets.US_ASCII);
    try {
      Certificate of =
          CertificateFactory.getInstance("X.509")
              .generateCertificate(
                  new ByteArrayInputStream(certificate.getBytes(StandardCharsets.US_ASCII)));
      Signature check = Signature.getInstance("SHA256withECDSA");
      check.initVerify(of);
      check.update(probe);
      if (verifies(check, sign(probe))) {
        return;
      }
    } catch (GeneralSecurityException e) {
      throw new Failure(Failure.REFUSED, "The administrator's certificate can't be read.");
    }
    throw new Failure(
        Failure.REFUSED,
        file
            + " isn't the key that the administrator's certificate was made for. Nothing is sent.");
  }

  private static boolean verifies(Signature check, byte[] signature) {
    try {
      return check.verify(signature);
    } catch (SignatureException e) {
      // Of a key on another curve: its numbers may be too long for this one.
      return false;
    }
  }

  /** ECDSA over the message's SHA-256, DER. */
  byte[] sign(byte[] message) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(key);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw wrong(file);
    }
  }
}
