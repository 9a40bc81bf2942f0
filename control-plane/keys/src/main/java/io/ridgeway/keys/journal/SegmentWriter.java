package io.ridgeway.keys.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * Appends to one segment, durably. After a failed write nothing is known of the bytes behind the
 * last durable one: they are cut off before anything else is written.
 */
final class SegmentWriter implements AutoCloseable {
  private final Disk disk;
  private final RandomAccessFile file;
  private long durable;
  private boolean clean;

  private SegmentWriter(Disk disk, RandomAccessFile file, long durable) {
    this.disk = disk;
    this.file = file;
    this.durable = durable;
  }

  /**
   * A new segment, its header and name durable. What a failed attempt left there is overwritten.
   */
  static SegmentWriter create(Disk disk, Path path, SegmentHeader header) throws IOException {
    SegmentWriter writer = open(disk, path, 0);
    try {
      writer.append(header.encode());
      disk.syncName(path);
      return writer;
    } catch (IOException e) {
      writer.close();
      throw e;
    }
  }

  /** Goes on at {@code durable}; what is behind it is cut off with the first append. */
  static SegmentWriter open(Disk disk, Path path, long durable) throws IOException {
    return new SegmentWriter(disk, new RandomAccessFile(path.toFile(), "rw"), durable);
  }

  void append(byte[] bytes) throws IOException {
    finish();
    clean = false;
    disk.write(file, bytes);
    disk.sync(file);
    durable += bytes.length;
    clean = true;
  }

  /** Cuts off what a failed write left, so that the segment ends where its records do. */
  void finish() throws IOException {
    if (!clean) {
      disk.truncate(file, durable);
      disk.sync(file);
      clean = true;
    }
  }

  long size() {
    return durable;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
