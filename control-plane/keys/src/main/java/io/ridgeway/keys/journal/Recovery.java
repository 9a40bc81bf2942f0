package io.ridgeway.keys.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out, at open, where the journal goes on. Checks every record that may not be shipped yet;
 * {@link JournalVerifier} checks all.
 */
final class Recovery {
  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

  private final JournalDirectory directory;
  private final Disk disk;

  Recovery(JournalDirectory directory, Disk disk) {
    this.directory = directory;
    this.disk = disk;
  }

  /**
   * Where to go on.
   *
   * @param segments in order; the last one is appended to
   * @param writer at the end of the last segment
   */
  record Resumed(Chain chain, List<Path> segments, SegmentWriter writer) {}

  Resumed resume() throws IOException {
    Optional<String> instance = directory.instance();
    return instance.isEmpty() ? begin() : resume(instance.get());
  }

  /** The instance file comes last: without it nothing was ever acknowledged here. */
  private Resumed begin() throws IOException {
    for (Path left : directory.segments()) {
      if (Files.size(left) > SegmentHeader.BYTES) {
        throw corrupt(directory.instanceFile(), "is gone, but entries are there; restore it");
      }
      Files.delete(left);
    }
    Chain chain = new Chain(Instance.fresh(), 0, JournalRecord.GENESIS);
    Path segment = directory.segment(1);
    SegmentWriter writer =
        SegmentWriter.create(disk, segment, new SegmentHeader(chain.instance(), 1, chain.hash()));
    disk.replace(directory.instanceFile(), chain.instance().getBytes(StandardCharsets.US_ASCII));
    return new Resumed(chain, List.of(segment), writer);
  }

  private Resumed resume(String instance) throws IOException {
    if (!Instance.isOne(instance)) {
      throw corrupt(directory.instanceFile(), "is damaged; restore it");
    }
    List<Path> segments = new ArrayList<>(directory.segments());
    dropUnbegun(segments);
    if (segments.isEmpty()) {
      throw corrupt(
          directory.path(),
          "has lost its segments; restore them, or move the directory away to begin another one");
    }
    long shipped = directory.shipped();
    int from = segments.size() - 1;
    while (from > 0 && JournalDirectory.first(segments.get(from)) > shipped + 1) {
      from--;
    }
    SegmentHeader start = header(segments.get(from));
    Chain chain = new Chain(instance, start.first() - 1, start.previous());
    for (Path segment : segments.subList(from, segments.size() - 1)) {
      Chain.Walk walk = walk(chain, segment);
      if (walk.damage().isPresent()) {
        throw damaged(segment, walk);
      }
      chain = walk.reached();
    }
    Path last = segments.get(segments.size() - 1);
    Chain.Walk walk = walk(chain, last);
    chain = walk.reached();
    if (walk.damage().isPresent()
        && (chain.last() < shipped || chain.nextWasAcknowledged(last, walk.offset()))) {
      throw damaged(last, walk);
    }
    if (chain.last() < shipped) {
      throw corrupt(last, "ends at " + chain.last() + ", but " + shipped + " was shipped");
    }
    if (walk.damage().isPresent()) {
      LOG.atWarn()
          .addKeyValue("segment", last.getFileName())
          .addKeyValue("offset", walk.offset())
          .addKeyValue("bytes", Files.size(last) - walk.offset())
          .log("The journal's end was torn by a crash; what was never acknowledged is cut off");
    }
    return new Resumed(chain, segments, SegmentWriter.open(disk, last, walk.offset()));
  }

  /** A crash while a segment was begun leaves it without a whole header, and without records. */
  private void dropUnbegun(List<Path> segments) throws IOException {
    if (segments.size() > 1) {
      Path last = segments.get(segments.size() - 1);
      if (Files.size(last) <= SegmentHeader.BYTES && SegmentHeader.read(last).isEmpty()) {
        Files.delete(last);
        segments.remove(last);
      }
    }
  }

  private Chain.Walk walk(Chain chain, Path segment) throws IOException {
    if (!chain.isFollowedBy(header(segment))) {
      throw corrupt(segment, "doesn't follow record " + chain.last());
    }
    return chain.through(segment, entry -> {});
  }

  private static SegmentHeader header(Path segment) throws IOException {
    return SegmentHeader.read(segment).orElseThrow(() -> corrupt(segment, "has a damaged header"));
  }

  private static JournalCorrupt damaged(Path segment, Chain.Walk walk) {
    return corrupt(
        segment,
        "is damaged at offset "
            + walk.offset()
            + ", where the acknowledged record "
            + (walk.reached().last() + 1)
            + " should be ("
            + walk.damage().orElse("it is gone")
            + "); restore the file, or move the directory away to begin another one");
  }

  private static JournalCorrupt corrupt(Path what, String how) {
    return new JournalCorrupt("The journal's " + what + " " + how + ".");
  }
}
