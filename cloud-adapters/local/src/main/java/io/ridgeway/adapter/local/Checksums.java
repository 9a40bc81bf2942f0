package io.ridgeway.adapter.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** SHA-256 of files; computed again only if the file isn't the one that it was. */
final class Checksums {
  private static final int BLOCK = 1 << 16;

  private final Map<Path, Known> known = new ConcurrentHashMap<>();

  /**
   * Tells one content of a path from another, as far as the file system does.
   *
   * @param attributes size, times and inode
   */
  private record Version(String attributes) {}

  private record Known(Version version, String sha256) {}

  String sha256(Path file) throws IOException {
    Version version = version(file);
    Known before = known.get(file);
    if (before != null && before.version().equals(version)) {
      return before.sha256();
    }
    String sha256 = compute(file);
    known.put(file, new Known(version, sha256));
    return sha256;
  }

  private static Version version(Path file) throws IOException {
    return new Version(
        new TreeMap<>(Files.readAttributes(file, "unix:size,lastModifiedTime,ctime,ino"))
            .toString());
  }

  private static String compute(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      byte[] block = new byte[BLOCK];
      for (int count = in.read(block); count >= 0; count = in.read(block)) {
        sha.update(block, 0, count);
      }
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
