package io.ridgeway.keys.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads records by sequence, and remembers where it stopped: reading on from there doesn't search
 * the segment again.
 */
final class SegmentReader {
  /** Where the record {@code sequence} begins. */
  private record Mark(Path segment, long sequence, long offset) {}

  private final List<Path> segments;
  private Mark mark = new Mark(Path.of(""), 0, 0);

  SegmentReader(List<Path> segments) {
    this.segments = segments;
  }

  /** The records from {@code from} to {@code to}, which must be durable. */
  synchronized List<JournalRecord> read(String instance, long from, long to) throws IOException {
    List<JournalRecord> records = new ArrayList<>();
    for (long next = from; next <= to; next = from + records.size()) {
      readOne(instance, next, to, records);
    }
    return records;
  }

  /** Reads what one segment has, at least one record. */
  private void readOne(String instance, long from, long to, List<JournalRecord> into)
      throws IOException {
    Path segment = holding(from);
    Mark at =
        mark.segment().equals(segment) && mark.sequence() <= from
            ? mark
            : new Mark(segment, JournalDirectory.first(segment), SegmentHeader.BYTES);
    try (FrameReader frames = new FrameReader(segment, instance, at.offset())) {
      while (at.sequence() <= to) {
        Frame frame = frames.next();
        if (frame instanceof Frame.End && at.sequence() > from) {
          break;
        }
        if (frame instanceof Frame.Damaged || frame instanceof Frame.End) {
          throw new JournalCorrupt(
              "The journal's " + segment + " has lost record " + at.sequence() + ".");
        }
        if (frame instanceof Frame.Kept kept) {
          if (kept.content().sequence() >= from) {
            into.add(kept.content());
          }
          at = new Mark(segment, at.sequence() + 1, frame.end());
        }
      }
    }
    mark = at;
  }

  private Path holding(long sequence) {
    Path found = null;
    for (Path segment : segments) {
      if (JournalDirectory.first(segment) <= sequence) {
        found = segment;
      }
    }
    if (found == null) {
      throw new JournalCorrupt("Record " + sequence + " of the journal is not kept any more.");
    }
    return found;
  }
}
