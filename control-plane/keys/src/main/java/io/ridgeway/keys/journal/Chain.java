package io.ridgeway.keys.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/** A place in the chain: the last sequence and its hash. Walks segments from there. */
record Chain(String instance, long last, String hash) {

  /** Where a walk over one segment ended: at its end, or before a frame that can't stand there. */
  record Walk(Chain reached, long offset, Optional<String> damage) {}

  /** Whether a segment with this header comes next. */
  boolean isFollowedBy(SegmentHeader header) {
    return header.instance().equals(instance)
        && header.first() == last + 1
        && header.previous().equals(hash);
  }

  /** Walks a segment whose header is good. */
  Walk through(Path segment, Consumer<JournalRecord> each) throws IOException {
    Chain at = this;
    long offset = SegmentHeader.BYTES;
    try (FrameReader frames = new FrameReader(segment, instance, offset)) {
      while (true) {
        Frame frame = frames.next();
        if (frame instanceof Frame.End) {
          return new Walk(at, offset, Optional.empty());
        }
        if (frame instanceof Frame.Damaged damaged) {
          return new Walk(at, offset, Optional.of(damaged.why()));
        }
        if (frame instanceof Frame.Kept kept) {
          JournalRecord next = kept.content();
          if (next.sequence() != at.last + 1 || !next.previous().equals(at.hash)) {
            return new Walk(at, offset, Optional.of("a record doesn't follow the one before it"));
          }
          at = new Chain(instance, next.sequence(), next.hash());
          each.accept(next);
        }
        offset = frame.end();
      }
    }
  }

  /**
   * Whether something after {@code offset} says that the record which should stand there was
   * acknowledged. Looks at every byte, since a damaged frame's length can't be believed.
   */
  boolean nextWasAcknowledged(Path segment, long offset) throws IOException {
    byte[] bytes = Files.readAllBytes(segment);
    ByteBuffer view = ByteBuffer.wrap(bytes);
    int least = Frame.HEAD_BYTES + Frame.TAIL_BYTES;
    for (int at = (int) offset + 1; at <= bytes.length - least; at++) {
      int magic = view.getInt(at);
      int length = view.getInt(at + 4);
      if ((magic == Frame.RECORD || magic == Frame.SEAL)
          && length >= 0
          && length <= bytes.length - least - at
          && view.getLong(at + 8) > last) {
        byte[] frame = Arrays.copyOfRange(bytes, at, at + least + length);
        if (!(FrameReader.parse(frame, instance, at) instanceof Frame.Damaged)) {
          return true;
        }
      }
    }
    return false;
  }
}
