package io.ridgeway.keys.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** A disk that counts, can be told to fail, and needn't really sync. */
final class TestDisk extends Disk {
  final AtomicInteger syncs = new AtomicInteger();
  final boolean reallySyncs;
  volatile int failWriteAfterBytes = -1;
  volatile boolean failSync;
  volatile boolean failTruncate;

  TestDisk(boolean reallySyncs) {
    this.reallySyncs = reallySyncs;
  }

  @Override
  void write(RandomAccessFile file, byte[] bytes) throws IOException {
    int most = failWriteAfterBytes;
    if (most >= 0) {
      file.write(bytes, 0, Math.min(most, bytes.length));
      throw new IOException("No space left on device");
    }
    super.write(file, bytes);
  }

  @Override
  void sync(RandomAccessFile file) throws IOException {
    if (failSync) {
      throw new IOException("Input/output error");
    }
    syncs.incrementAndGet();
    if (reallySyncs) {
      super.sync(file);
    }
  }

  @Override
  void syncName(Path file) throws IOException {
    if (reallySyncs) {
      super.syncName(file);
    }
  }

  @Override
  void truncate(RandomAccessFile file, long length) throws IOException {
    if (failTruncate) {
      throw new IOException("Input/output error");
    }
    super.truncate(file, length);
  }
}
