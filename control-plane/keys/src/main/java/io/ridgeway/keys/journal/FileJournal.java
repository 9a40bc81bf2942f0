package io.ridgeway.keys.journal;

import io.ridgeway.model.journal.Entry;
import io.ridgeway.model.journal.Journal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal in a directory of local files, written by one process at a time.
 *
 * <p>The laws:
 *
 * <ul>
 *   <li>An entry is on disk (fsync) when {@link #append} returns; appenders that come together
 *       share one fsync.
 *   <li>Sequences count from 1 without gaps or doubles, over restarts, crashes and failed writes.
 *   <li>After a crash all acknowledged entries are there; a torn end that was never acknowledged is
 *       cut off; damage to what was acknowledged is refused with {@link JournalCorrupt}.
 *   <li>A failed write fails every append of its group, and leaves the journal usable once the disk
 *       is.
 * </ul>
 */
public final class FileJournal implements Journal, AutoCloseable {
  /** A segment's usual size, in bytes. */
  public static final long SEGMENT_BYTES = 16L * 1024 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(FileJournal.class);

  private final JournalDirectory directory;
  private final Disk disk;
  private final long segmentBytes;
  private final DirectoryLock lock;
  private final CopyOnWriteArrayList<Path> segments;
  private final SegmentReader reader;
  private final ReentrantLock writing = new ReentrantLock();
  private final Object joining = new Object();
  private Group joinable = new Group();
  private SegmentWriter writer;
  private boolean closed;
  private volatile Chain chain;

  private FileJournal(
      JournalDirectory directory,
      Disk disk,
      long segmentBytes,
      DirectoryLock lock,
      Recovery.Resumed resumed) {
    this.directory = directory;
    this.disk = disk;
    this.segmentBytes = segmentBytes;
    this.lock = lock;
    this.segments = new CopyOnWriteArrayList<>(resumed.segments());
    this.reader = new SegmentReader(segments);
    this.writer = resumed.writer();
    this.chain = resumed.chain();
  }

  /**
   * Opens the journal in a directory, and begins it there if there is none.
   *
   * @param segmentBytes the size from which on a new segment is begun
   * @throws JournalCorrupt if an acknowledged entry is damaged or gone
   * @throws JournalUnavailable if another process has it, or the directory can't be used
   */
  public static FileJournal open(Path directory, long segmentBytes) {
    return open(directory, segmentBytes, new Disk());
  }

  static FileJournal open(Path path, long segmentBytes, Disk disk) {
    JournalDirectory directory = new JournalDirectory(path);
    try {
      Files.createDirectories(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      DirectoryLock lock = DirectoryLock.take(directory.lock());
      try {
        Recovery.Resumed resumed = new Recovery(directory, disk).resume();
        return new FileJournal(directory, disk, segmentBytes, lock, resumed);
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new JournalUnavailable("The journal in " + path + " can't be opened", e);
    }
  }

  /** Which journal this is: sixteen hex digits, the same for as long as the directory lives. */
  public String instance() {
    return chain.instance();
  }

  /** The last durable sequence; 0 if there is none. */
  public long lastSequence() {
    return chain.last();
  }

  @Override
  public long append(List<Entry> entries) {
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("nothing to append");
    }
    entries.forEach(RecordBody::checkSize);
    Group group;
    int index;
    synchronized (joining) {
      group = joinable;
      index = group.entries.size();
      group.entries.addAll(entries);
    }
    if (index == 0) {
      write(group);
    }
    try {
      // Not to be interrupted: whoever leaves now would not know whether the entry counts.
      return group.written.join() + index;
    } catch (CompletionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new JournalUnavailable(
          "The journal in " + directory.path() + " can't be written", cause);
    }
  }

  /**
   * Durable records in order.
   *
   * @param from the first sequence wanted
   * @param most how many at most
   * @throws JournalCorrupt if one is damaged, or was discarded
   */
  public List<JournalRecord> read(long from, int most) throws IOException {
    Chain upTo = chain;
    return reader.read(upTo.instance(), from, Math.min(upTo.last(), from + most - 1));
  }

  /** Notes that everything up to {@code sequence} is shipped. */
  void shipped(long sequence) throws IOException {
    disk.replace(
        directory.shippedFile(), Long.toString(sequence).getBytes(StandardCharsets.US_ASCII));
  }

  /** Deletes the segments that hold nothing after {@code upTo} or written since {@code before}. */
  void discard(long upTo, Instant before) throws IOException {
    while (segments.size() > 1
        && JournalDirectory.first(segments.get(1)) <= upTo + 1
        && Files.getLastModifiedTime(segments.get(0)).toInstant().isBefore(before)) {
      Path oldest = segments.get(0);
      segments.remove(oldest);
      Files.delete(oldest);
    }
  }

  /** Seals the end and lets go of the directory. Appends are refused afterwards. */
  @Override
  public void close() {
    writing.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      try (lock;
          SegmentWriter last = writer) {
        last.append(Frame.seal(chain.instance(), chain.last()));
      } catch (IOException e) {
        LOG.atWarn().setCause(e).log("The journal's end couldn't be sealed");
      }
    } finally {
      writing.unlock();
    }
  }

  private void write(Group group) {
    writing.lock();
    try {
      synchronized (joining) {
        joinable = new Group();
      }
      if (closed) {
        throw new IOException("it is closed");
      }
      Chain before = chain;
      if (writer.size() >= segmentBytes) {
        beginSegment(before);
      }
      Chain after = writeAll(before, group.entries);
      chain = after;
      group.written.complete(before.last() + 1);
    } catch (Throwable e) {
      // Whatever it was, the others of the group wait for word.
      group.written.completeExceptionally(e);
    } finally {
      writing.unlock();
    }
  }

  private Chain writeAll(Chain before, List<Entry> entries) throws IOException {
    ByteArrayOutputStream frames = new ByteArrayOutputStream(512 * entries.size());
    Chain at = before;
    for (Entry entry : entries) {
      byte[] body = RecordBody.encode(at.last() + 1, at.hash(), entry);
      String hash = RecordBody.hash(at.instance(), body);
      frames.writeBytes(Frame.record(before.last(), body, hash));
      at = new Chain(at.instance(), at.last() + 1, hash);
    }
    writer.append(frames.toByteArray());
    return at;
  }

  private void beginSegment(Chain at) throws IOException {
    // Before the next one begins, since only the last segment may end in torn bytes.
    writer.finish();
    Path next = directory.segment(at.last() + 1);
    SegmentHeader header = new SegmentHeader(at.instance(), at.last() + 1, at.hash());
    SegmentWriter begun = SegmentWriter.create(disk, next, header);
    try (SegmentWriter full = writer) {
      writer = begun;
      segments.add(next);
    }
  }
}
