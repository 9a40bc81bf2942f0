package io.ridgeway.keys.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/**
 * What the journal asks of the disk. Tests put one that fails here.
 *
 * <p>Files are written through {@link RandomAccessFile}: a channel would be closed by an interrupt
 * of whichever thread happens to write.
 */
class Disk {
  void write(RandomAccessFile file, byte[] bytes) throws IOException {
    file.write(bytes);
  }

  void sync(RandomAccessFile file) throws IOException {
    file.getFD().sync();
  }

  void truncate(RandomAccessFile file, long length) throws IOException {
    file.setLength(length);
    file.seek(length);
  }

  /** Makes a file's name durable. */
  void syncName(Path file) throws IOException {
    Path directory = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file's parent");
    boolean interrupted = Thread.interrupted();
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Writes a small file whole or not at all, durably. */
  final void replace(Path file, byte[] content) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".new");
    try (RandomAccessFile out = new RandomAccessFile(unfinished.toFile(), "rw")) {
      out.setLength(0);
      out.write(content);
      sync(out);
    }
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    syncName(file);
  }
}
