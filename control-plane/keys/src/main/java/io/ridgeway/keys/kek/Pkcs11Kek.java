package io.ridgeway.keys.kek;

import io.ridgeway.keys.CustodyException;
import io.ridgeway.keys.KeyEncryptionKey;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.Provider;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.security.Security;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * A key in a PKCS#11 module, by the JDK's own provider: AES-256-GCM within the module, which never
 * gives the key away. The bytes are 12 of a random nonce, then ciphertext and tag.
 */
public final class Pkcs11Kek implements KeyEncryptionKey {
  private static final int NONCE = 12;
  private static final int TAG = 16;

  private final String id;
  private final Provider provider;
  private final Key key;
  private final SecureRandom random;

  private Pkcs11Kek(String id, Provider provider, Key key, SecureRandom random) {
    this.id = id;
    this.provider = provider;
    this.key = key;
    this.random = random;
  }

  /**
   * Opens the module, signs in and finds the key.
   *
   * @throws CustodyException if any of that fails
   */
  public static Pkcs11Kek open(Pkcs11Settings settings, SecureRandom random) {
    Provider base = Security.getProvider("SunPKCS11");
    if (base == null) {
      throw new CustodyException("This Java runtime has no PKCS#11 (module jdk.crypto.cryptoki).");
    }
    String where = settings.library() + ", slot " + settings.slot();
    char[] pin = new SecretFile(settings.pinFile()).read();
    try {
      Provider provider =
          base.configure(
              "--name = ridgeway-"
                  + settings.slot()
                  + "\nlibrary = "
                  + settings.library()
                  + "\nslot = "
                  + settings.slot()
                  + "\n");
      KeyStore token = KeyStore.getInstance("PKCS11", provider);
      token.load(null, pin);
      Key key = token.getKey(settings.key(), null);
      if (key == null || !key.getAlgorithm().equals("AES")) {
        throw new CustodyException(
            "The module "
                + where
                + " has no AES key labelled "
                + settings.key()
                + ". Restore it; a new one opens no data key that was wrapped before.");
      }
      String id = "pkcs11:" + settings.name().orElse(settings.key());
      Pkcs11Kek opened = new Pkcs11Kek(id, provider, key, random);
      opened.tryOut();
      return opened;
    } catch (GeneralSecurityException | IOException | ProviderException e) {
      throw new CustodyException(
          "The PKCS#11 module " + where + " can't be opened: look at its slot and its PIN", e);
    } finally {
      Arrays.fill(pin, '\0');
    }
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Wrapped wrap(byte[] dataKey, byte[] associatedData) {
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, associatedData).doFinal(dataKey);
      byte[] bytes = Arrays.copyOf(nonce, NONCE + sealed.length);
      System.arraycopy(sealed, 0, bytes, NONCE, sealed.length);
      return new Wrapped(id, bytes);
    } catch (GeneralSecurityException | ProviderException e) {
      throw new CustodyException("A data key can't be wrapped by " + id, e);
    }
  }

  @Override
  public byte[] unwrap(Wrapped wrapped, byte[] associatedData) {
    byte[] bytes = wrapped.bytes();
    try {
      if (bytes.length < NONCE + TAG) {
        throw new GeneralSecurityException("too short");
      }
      return cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(bytes, NONCE), associatedData)
          .doFinal(bytes, NONCE, bytes.length - NONCE);
    } catch (GeneralSecurityException | ProviderException e) {
      throw new CustodyException(
          "A wrapped data key was altered, belongs elsewhere, or wasn't wrapped by " + id, e);
    }
  }

  @Override
  public String toString() {
    return "Pkcs11Kek[" + id + "]";
  }

  private Cipher cipher(int mode, byte[] nonce, byte[] associatedData)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", provider);
    cipher.init(mode, key, new GCMParameterSpec(TAG * 8, nonce));
    cipher.updateAAD(associatedData);
    return cipher;
  }

  private void tryOut() {
    byte[] sample = new byte[32];
    if (!Arrays.equals(unwrap(wrap(sample, new byte[] {1}), new byte[] {1}), sample)) {
      throw new CustodyException("The PKCS#11 module doesn't give back what it encrypted.");
    }
  }
}
