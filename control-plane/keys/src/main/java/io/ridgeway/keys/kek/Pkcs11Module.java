package io.ridgeway.keys.kek;

import io.ridgeway.keys.CustodyException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.util.Arrays;

/** Opens PKCS#11 modules by the JDK's own provider. */
final class Pkcs11Module {
  private final Pkcs11Settings settings;

  Pkcs11Module(Pkcs11Settings settings) {
    this.settings = settings;
  }

  /**
   * A session with a module.
   *
   * @param key stays within the module
   */
  record Opened(Provider provider, Key key) {}

  /**
   * Opens the module anew, signs in and finds the key.
   *
   * @throws CustodyException if any of that fails
   */
  Opened open() {
    Provider base = Security.getProvider("SunPKCS11");
    if (base == null) {
      throw new CustodyException("This Java runtime has no PKCS#11 (module jdk.crypto.cryptoki).");
    }
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
                + this
                + " has no AES key labelled "
                + settings.key()
                + ". Restore it; a new one opens no data key that was wrapped before.");
      }
      return new Opened(provider, key);
    } catch (GeneralSecurityException | IOException | ProviderException e) {
      throw new CustodyException(
          "The PKCS#11 module " + this + " can't be opened: look at its slot and its PIN", e);
    } finally {
      Arrays.fill(pin, '\0');
    }
  }

  @Override
  public String toString() {
    return settings.library() + ", slot " + settings.slot();
  }
}
