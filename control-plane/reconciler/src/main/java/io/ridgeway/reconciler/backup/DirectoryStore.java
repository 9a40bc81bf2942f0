package io.ridgeway.reconciler.backup;

import io.ridgeway.engine.backup.BackupStore;
import io.ridgeway.model.BackupId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Backups in a directory, each in one of its own. A file is written under another name, made
 * durable and then renamed. All processes that take backups must see the same directory.
 */
public final class DirectoryStore implements BackupStore {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path root;

  /** In that directory, which is made when it is first written to. */
  public DirectoryStore(Path root) {
    this.root = root;
  }

  @Override
  public Draft create(BackupId backup, String name) throws IOException {
    Path directory = root.resolve(backup.value());
    Path file = directory.resolve(checked(name));
    Files.createDirectories(directory, OWNER_DIRECTORY);
    // Of whoever died, or was overtaken and then fails.
    forEach(directory, "." + name + ".*.draft", Files::deleteIfExists);
    Path draft = directory.resolve("." + name + "." + UUID.randomUUID() + ".draft");
    Files.createFile(draft, OWNER_FILE);
    OutputStream out = Files.newOutputStream(draft, StandardOpenOption.WRITE);
    return new Draft() {
      @Override
      public OutputStream content() {
        return out;
      }

      @Override
      public void publish() throws IOException {
        out.close();
        sync(draft);
        Files.move(
            draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        sync(directory);
        sync(root);
      }

      @Override
      public void close() throws IOException {
        out.close();
        Files.deleteIfExists(draft);
      }
    };
  }

  @Override
  public InputStream open(BackupId backup, String name) throws IOException {
    return Files.newInputStream(root.resolve(backup.value()).resolve(checked(name)));
  }

  @Override
  public Set<BackupId> all() throws IOException {
    Set<BackupId> all = new HashSet<>();
    try {
      forEach(root, "b????????????", path -> id(path).ifPresent(all::add));
    } catch (NoSuchFileException e) {
      return Set.of();
    }
    return all;
  }

  @Override
  public void discard(BackupId backup) throws IOException {
    Path directory = root.resolve(backup.value());
    try {
      forEach(directory, "*", Files::deleteIfExists);
      Files.deleteIfExists(directory);
    } catch (NoSuchFileException e) {
      // It is gone.
    }
  }

  /** Empty for what only looks like one; it is another's. */
  private static Optional<BackupId> id(Path path) {
    try {
      return Optional.of(new BackupId(String.valueOf(path.getFileName())));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private interface Work {
    void on(Path path) throws IOException;
  }

  private static void forEach(Path directory, String glob, Work work) throws IOException {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, glob)) {
      for (Path path : found) {
        work.on(path);
      }
    }
  }

  private static String checked(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("a file of a backup has a plain name");
    }
    return name;
  }

  private static void sync(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
