package io.ridgeway.keys.kek;

import io.ridgeway.keys.CustodyException;
import io.ridgeway.keys.KeyEncryptionKey;
import io.ridgeway.keys.kek.Pkcs11Module.Opened;
import java.security.GeneralSecurityException;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Supplier;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * A key in a PKCS#11 module, by the JDK's own provider: AES-256-GCM within the module, which never
 * gives the key away. The bytes are 12 of a random nonce, then ciphertext and tag.
 *
 * <p>A module that was away ends its sessions: whatever fails while a sample fails, too, has the
 * module opened once more.
 */
public final class Pkcs11Kek implements KeyEncryptionKey {
  private static final int NONCE = 12;
  private static final int TAG = 16;

  /** Each opening costs a provider, which the JDK keeps. */
  private static final Duration BETWEEN_OPENINGS = Duration.ofSeconds(30);

  private final String id;
  private final Supplier<Opened> module;
  private final SecureRandom random;
  private final Clock clock;
  private volatile Opened opened;
  private Instant openedAt;

  /**
   * Over a module.
   *
   * @param module opens it anew each time
   */
  Pkcs11Kek(String id, Supplier<Opened> module, SecureRandom random, Clock clock) {
    this.id = id;
    this.module = module;
    this.random = random;
    this.clock = clock;
    this.openedAt = clock.instant();
    this.opened = module.get();
    try {
      if (!echoes(opened)) {
        throw new CustodyException("The PKCS#11 module doesn't give back what it encrypted.");
      }
    } catch (GeneralSecurityException | ProviderException e) {
      throw new CustodyException(
          "The key of "
              + id
              + " doesn't encrypt with AES-256-GCM: it must be an AES key of 32 bytes that may"
              + " encrypt and decrypt, and the module must have CKM_AES_GCM",
          e);
    }
  }

  /**
   * Opens the module, signs in and finds the key.
   *
   * @throws CustodyException if any of that fails
   */
  public static Pkcs11Kek open(Pkcs11Settings settings, SecureRandom random, Clock clock) {
    return new Pkcs11Kek(
        "pkcs11:" + settings.name().orElse(settings.key()),
        new Pkcs11Module(settings)::open,
        random,
        clock);
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Wrapped wrap(byte[] dataKey, byte[] associatedData) {
    Opened by = opened;
    try {
      return new Wrapped(id, encrypt(by, dataKey, associatedData));
    } catch (GeneralSecurityException | ProviderException e) {
      try {
        return new Wrapped(id, encrypt(again(by, e), dataKey, associatedData));
      } catch (GeneralSecurityException | ProviderException still) {
        throw away(still);
      }
    }
  }

  @Override
  public byte[] unwrap(Wrapped wrapped, byte[] associatedData) {
    byte[] bytes = wrapped.bytes();
    if (bytes.length < NONCE + TAG) {
      throw altered(new GeneralSecurityException("too short"));
    }
    Opened by = opened;
    Opened anew;
    try {
      return decrypt(by, bytes, associatedData);
    } catch (GeneralSecurityException | ProviderException e) {
      // Modules name a wrong tag in many ways, and their absence too: a sample tells which it is.
      if (answers(by)) {
        throw altered(e);
      }
      anew = again(by, e);
    }
    try {
      return decrypt(anew, bytes, associatedData);
    } catch (GeneralSecurityException | ProviderException e) {
      throw answers(anew) ? altered(e) : away(e);
    }
  }

  @Override
  public String toString() {
    return "Pkcs11Kek[" + id + "]";
  }

  /** Opened anew, once for all who met the same. */
  @SuppressWarnings("ReferenceEquality") // that very session, not one like it
  private synchronized Opened again(Opened failed, Exception cause) {
    if (opened == failed) {
      Instant now = clock.instant();
      if (now.isBefore(openedAt.plus(BETWEEN_OPENINGS))) {
        throw away(cause);
      }
      openedAt = now;
      try {
        opened = module.get();
      } catch (CustodyException e) {
        throw away(e);
      }
    }
    return opened;
  }

  private boolean echoes(Opened by) throws GeneralSecurityException {
    byte[] sample = new byte[32];
    byte[] bound = {1};
    return Arrays.equals(decrypt(by, encrypt(by, sample, bound), bound), sample);
  }

  private boolean answers(Opened by) {
    try {
      return echoes(by);
    } catch (GeneralSecurityException | ProviderException e) {
      return false;
    }
  }

  private byte[] encrypt(Opened by, byte[] dataKey, byte[] associatedData)
      throws GeneralSecurityException {
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    byte[] sealed = cipher(by, Cipher.ENCRYPT_MODE, nonce, associatedData).doFinal(dataKey);
    byte[] bytes = Arrays.copyOf(nonce, NONCE + sealed.length);
    System.arraycopy(sealed, 0, bytes, NONCE, sealed.length);
    return bytes;
  }

  private static byte[] decrypt(Opened by, byte[] bytes, byte[] associatedData)
      throws GeneralSecurityException {
    return cipher(by, Cipher.DECRYPT_MODE, Arrays.copyOf(bytes, NONCE), associatedData)
        .doFinal(bytes, NONCE, bytes.length - NONCE);
  }

  private static Cipher cipher(Opened by, int mode, byte[] nonce, byte[] associatedData)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", by.provider());
    cipher.init(mode, by.key(), new GCMParameterSpec(TAG * 8, nonce));
    cipher.updateAAD(associatedData);
    return cipher;
  }

  private CustodyException altered(Exception cause) {
    return new CustodyException(
        "A wrapped data key was altered, belongs elsewhere, or wasn't wrapped by " + id, cause);
  }

  private CustodyException away(Exception cause) {
    return new CustodyException(
        "The PKCS#11 module of "
            + id
            + " doesn't answer, and opening it again didn't help. Some need this process to be"
            + " started anew once they are back",
        cause);
  }
}
