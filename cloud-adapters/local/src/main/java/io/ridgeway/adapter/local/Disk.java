package io.ridgeway.adapter.local;

import io.ridgeway.adapter.AdapterException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes so that after a crash or on a full disk a file is either the old one or the new one. */
final class Disk {
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_EXECUTABLE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private Disk() {}

  /** Replaces the file's content, durably. */
  static void replace(Path file, byte[] content) throws IOException {
    Path draft = file.resolveSibling("." + file.getFileName() + ".new");
    Files.deleteIfExists(draft);
    try {
      create(draft, content);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      deleteTree(draft);
      throw e;
    }
    sync(parent(file));
  }

  /**
   * Makes a file of the owner's only, durably. The content doesn't pass through a buffer that stays
   * in memory, as a channel's would.
   */
  static void create(Path file, byte[] content) throws IOException {
    create(file, content, OWNER_FILE);
  }

  /** The same for one that its owner may run. */
  static void createExecutable(Path file, byte[] content) throws IOException {
    create(file, content, OWNER_EXECUTABLE);
  }

  private static void create(
      Path file, byte[] content, FileAttribute<Set<PosixFilePermission>> permissions)
      throws IOException {
    Files.createFile(file, permissions);
    try (FileOutputStream out = new FileOutputStream(file.toFile())) {
      out.write(content);
      out.getFD().sync();
    }
  }

  /** Makes a directory and those above it where they are missing, the owner's only. */
  static void makeDirectory(Path directory) throws IOException {
    Files.createDirectories(directory, OWNER_DIRECTORY);
  }

  /** Makes the names in a directory durable. */
  static void sync(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Deletes a file, or a directory with all that is in it; nothing happens if it isn't there. */
  static void deleteTree(Path root) throws IOException {
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.deleteIfExists(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                throws IOException {
              if (failure != null) {
                throw failure;
              }
              Files.deleteIfExists(directory);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (NoSuchFileException e) {
      // Somebody was faster, or it never was: what was wanted holds.
    }
  }

  /** Bytes of all files below a directory; those that vanish meanwhile don't count. */
  static long sizeOfTree(Path root) {
    long[] bytes = {0};
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              bytes[0] += attributes.size();
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path d, @Nullable IOException failure) {
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      // Every visit above goes on; what was counted until here is the answer.
    }
    return bytes[0];
  }

  /** What a failed write means to the caller. */
  static AdapterException failure(String what, Path where, IOException cause) {
    String reason = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    if (reason.contains("no space left") || reason.contains("quota exceeded")) {
      return new AdapterException.NoRoom(
          what + ": the disk of " + where + " is full; make room there and try again");
    }
    return new AdapterException.Unreachable(
        what + ": " + where + " could not be read or written: " + cause, cause);
  }

  static Path parent(Path file) {
    Path parent = file.getParent();
    if (parent == null) {
      throw new IllegalArgumentException(file + " has no directory");
    }
    return parent;
  }
}
