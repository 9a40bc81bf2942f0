package io.ridgeway.adapter.local;

import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.CloudAdapter;
import io.ridgeway.adapter.VolumeFile;
import io.ridgeway.adapter.VolumePath;
import io.ridgeway.model.deploy.Volume;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * The files of one volume. Symbolic links are followed nowhere: what a node's program made may
 * point anywhere.
 *
 * @param root of the volume
 * @param volume as it is declared
 */
record VolumeFiles(Path root, Volume volume) {
  private static final int MOST_FILES = 10_000;
  private static final Set<OpenOption> TO_READ =
      Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  private static final Set<OpenOption> TO_WRITE =
      Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE, LinkOption.NOFOLLOW_LINKS);

  /** Those beneath a directory, by their paths. */
  List<VolumeFile> beneath(VolumePath directory) {
    List<VolumeFile> found = new ArrayList<>();
    try {
      Path start = inside(directory);
      Files.walkFileTree(
          start,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (attributes.isRegularFile() && !file.equals(start)) {
                found.add(new VolumeFile(start.relativize(file).toString(), attributes.size()));
              }
              return found.size() < MOST_FILES
                  ? FileVisitResult.CONTINUE
                  : FileVisitResult.TERMINATE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw Disk.failure(directory + " can't be listed", root, e);
    }
    found.sort(Comparator.comparing(VolumeFile::path));
    return List.copyOf(found);
  }

  /** A part of a file. */
  byte[] read(VolumePath file, long offset, int most) {
    if (offset < 0 || most < 1 || most > CloudAdapter.MOST_BYTES) {
      throw new IllegalArgumentException(
          "a part has 1 to " + CloudAdapter.MOST_BYTES + " bytes, from 0 on");
    }
    try (SeekableByteChannel channel = Files.newByteChannel(inside(file), TO_READ)) {
      channel.position(offset);
      ByteBuffer part =
          ByteBuffer.allocate((int) Math.max(0, Math.min(most, channel.size() - offset)));
      while (part.hasRemaining() && channel.read(part) >= 0) {
        continue;
      }
      byte[] read = new byte[part.position()];
      part.flip().get(read);
      return read;
    } catch (IOException e) {
      throw Disk.failure(file + " can't be read", root, e);
    }
  }

  /** Writes a part of a file, and says where that is. */
  String write(VolumePath file, long offset, byte[] content) {
    if (content.length > CloudAdapter.MOST_BYTES) {
      throw new IllegalArgumentException(
          "a part has at most " + CloudAdapter.MOST_BYTES + " bytes");
    }
    if (Disk.sizeOfTree(root) + content.length > ((long) volume.sizeGib() << 30)) {
      throw new AdapterException.NoRoom(
          file + " is too large for its volume of " + volume.sizeGib() + " GiB");
    }
    try {
      Path path = made(file);
      try (SeekableByteChannel channel =
          Files.newByteChannel(
              path,
              TO_WRITE,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
        if (offset == 0) {
          channel.truncate(0);
        } else if (channel.size() != offset) {
          throw new AdapterException.Unreachable(
              file + " is not " + offset + " bytes long; begin it anew");
        }
        channel.position(offset);
        ByteBuffer part = ByteBuffer.wrap(content);
        while (part.hasRemaining()) {
          channel.write(part);
        }
      }
      Disk.sync(path);
      Disk.sync(Disk.parent(path));
      return path.toString();
    } catch (IOException e) {
      throw Disk.failure(file + " can't be written", root, e);
    }
  }

  /** Removes a directory and what is in it; a link goes, and what it points to stays. */
  void discard(VolumePath directory) {
    try {
      Disk.deleteTree(inside(directory));
    } catch (NoSuchFileException e) {
      // It is gone.
    } catch (IOException e) {
      throw Disk.failure(directory + " can't be removed", root, e);
    }
  }

  /** The path, none of whose directories is a link. */
  private Path inside(VolumePath path) throws IOException {
    Path at = root;
    for (String part : path.parts()) {
      if (!Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS)) {
        throw new NoSuchFileException(at.toString());
      }
      at = at.resolve(part);
    }
    return at;
  }

  /** The same, with directories made where they are missing. */
  private Path made(VolumePath path) throws IOException {
    Path at = root;
    for (String part : path.parts()) {
      if (!Files.exists(at, LinkOption.NOFOLLOW_LINKS)) {
        Disk.makeDirectory(at);
      } else if (!Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS)) {
        throw new NoSuchFileException(at.toString(), null, "it is no directory");
      }
      at = at.resolve(part);
    }
    return at;
  }
}
