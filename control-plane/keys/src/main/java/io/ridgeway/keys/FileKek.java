package io.ridgeway.keys;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * A key encryption key in a file: 32 random bytes, AES-256-GCM.
 *
 * <p>The file must be ours and closed to group and others; or root's while we are not root, and
 * then our group may read it: so a kubelet mounts a secret into a pod with an {@code fsGroup}.
 * Opening never makes it: a lost file must be noticed, not replaced by one that opens nothing. Keep
 * a copy of it apart from the database's.
 */
public final class FileKek implements KeyEncryptionKey {
  private static final int BYTES = 32;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
  private static final Set<PosixFilePermission> MOUNTED_FOR_A_GROUP =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.GROUP_READ);
  private static final int ROOT = 0;

  private final String id;
  private final Aead aead;

  private FileKek(String id, Aead aead) {
    this.id = id;
    this.aead = aead;
  }

  /**
   * Opens the file.
   *
   * @throws CustodyException if it is missing, of the wrong size, not ours, or open to others
   */
  public static FileKek open(Path file) {
    try {
      return open(file, (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    } catch (IOException e) {
      throw new CustodyException("This process can't find out its own user id", e);
    }
  }

  static FileKek open(Path file, int user) {
    if (!Files.isRegularFile(file)) {
      throw new CustodyException(
          "There is no key file " + file + ". Restore it; a new one opens no key made before.");
    }
    byte[] key = new byte[0];
    try {
      check(
          file,
          (Integer) Files.getAttribute(file, "unix:uid"),
          Files.getPosixFilePermissions(file),
          user);
      long size = Files.size(file);
      if (size != BYTES) {
        throw new CustodyException(
            "The key file " + file + " has " + size + " bytes; a key has " + BYTES + ".");
      }
      key = Files.readAllBytes(file);
      return new FileKek(idOf(key), new AesGcmJce(key));
    } catch (IOException | GeneralSecurityException e) {
      throw new CustodyException("The key file " + file + " can't be read", e);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  /** Refuses a file that someone but us, or root for us, could read or change. */
  static void check(Path file, int owner, Set<PosixFilePermission> permissions, int user) {
    if (owner == ROOT && user != ROOT && MOUNTED_FOR_A_GROUP.containsAll(permissions)) {
      return;
    }
    if (!OWNER_ONLY.containsAll(permissions)) {
      throw new CustodyException(
          "The key file "
              + file
              + " must be readable and writable by its owner only: chmod 600 it.");
    }
    if (owner != user) {
      throw new CustodyException(
          "The key file " + file + " belongs to user " + owner + ", not to ours, " + user + ".");
    }
  }

  /**
   * Makes the file, whole or not at all, and durable; never over one that is there.
   *
   * @throws CustodyException if there is one, or it can't be written
   */
  public static void create(Path file, SecureRandom random) {
    byte[] key = new byte[BYTES];
    random.nextBytes(key);
    write(file, key);
  }

  /**
   * The file's key in shares, see {@link KekShares#split}. The file is checked as {@link #open}
   * does.
   */
  public static List<String> split(Path file, int needed, int shares, SecureRandom random) {
    String id = open(file).id();
    byte[] key = new byte[0];
    try {
      key = Files.readAllBytes(file);
      List<String> lines = KekShares.split(key, needed, shares, random);
      if (!lines.get(0).contains(id.substring(id.indexOf(':') + 1))) {
        throw new CustodyException("The key file " + file + " was changed just now.");
      }
      return lines;
    } catch (IOException e) {
      throw new CustodyException("The key file " + file + " can't be read", e);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  /**
   * Makes the file again from shares, as {@link #create} would.
   *
   * @throws IllegalArgumentException if they don't make a key
   * @throws CustodyException if there is such a file, or it can't be written
   */
  public static void restore(Path file, List<String> shares) {
    write(file, KekShares.join(shares));
  }

  /** Zeroes the key. */
  private static void write(Path file, byte[] key) {
    Path directory = file.toAbsolutePath().getParent();
    try {
      Path unfinished =
          Files.createTempFile(
              directory,
              ".kek",
              null,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try {
        try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
          channel.write(ByteBuffer.wrap(key));
          channel.force(true);
        }
        // A link, not a move: it fails where the name is taken.
        Files.createLink(file, unfinished);
      } finally {
        Files.delete(unfinished);
      }
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    } catch (FileAlreadyExistsException e) {
      throw new CustodyException("There is a key file " + file + " already; it is kept.", e);
    } catch (IOException e) {
      throw new CustodyException("The key file " + file + " can't be written", e);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Wrapped wrap(byte[] dataKey, byte[] associatedData) {
    try {
      return new Wrapped(id, aead.encrypt(dataKey, associatedData));
    } catch (GeneralSecurityException e) {
      throw new CustodyException("A data key can't be wrapped by " + id, e);
    }
  }

  @Override
  public byte[] unwrap(Wrapped wrapped, byte[] associatedData) {
    try {
      return aead.decrypt(wrapped.bytes(), associatedData);
    } catch (GeneralSecurityException e) {
      throw new CustodyException(
          "A wrapped data key was altered, belongs elsewhere, or wasn't wrapped by " + id, e);
    }
  }

  @Override
  public String toString() {
    return "FileKek[" + id + "]";
  }

  /** The file's name may change, the key's not: a digest of the key, cut to 64 bits. */
  private static String idOf(byte[] key) throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update("ridgeway key encryption key".getBytes(StandardCharsets.UTF_8));
    return "file:" + HexFormat.of().formatHex(digest.digest(key), 0, 8);
  }
}
