package io.ridgeway.reconciler;

import io.ridgeway.engine.backup.ArchiveFile;
import io.ridgeway.engine.backup.Backup;
import io.ridgeway.engine.backup.BackupStore;
import io.ridgeway.engine.backup.ChainArchive;
import io.ridgeway.engine.backup.ChainArchive.Part;
import io.ridgeway.engine.backup.ChainArchive.Whole;
import io.ridgeway.framework.Archiving;
import io.ridgeway.framework.Archiving.Block;
import io.ridgeway.framework.Archiving.Reading;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.reconciler.Step.Waiting;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The archive of history that a pass's operation takes. */
record Archived(Pass pass, ChainArchive archive) {
  private static final Logger LOG = LoggerFactory.getLogger(Archived.class);

  /** A part is closed once it has so much, in bytes. */
  private static final int PART = 8 << 20;

  /** And after so long, so that what was read isn't read again after a crash. */
  private static final Duration PART_TIME = Duration.ofSeconds(20);

  /** That of the pass. */
  static Archived of(Pass pass) {
    Operation operation = pass.operation().orElseThrow();
    return new Archived(
        pass,
        pass.ports()
            .transactions()
            .asSystem(() -> pass.ports().archive().histories().of(operation.id()))
            .orElseThrow(() -> new IllegalStateException(operation.id() + " takes no archive")));
  }

  boolean isTaking() {
    return archive.state() == Backup.State.TAKING;
  }

  /** Whether its last block is kept. */
  boolean isThrough() {
    return archive.next() > archive.upTo();
  }

  /** Notes since when it can't go on, if that isn't known yet. */
  Archived stuck() {
    return archive.stuckSince().isPresent() ? this : since(Optional.of(pass.now()));
  }

  /** Notes that it only waits for a place: that isn't its nodes' fault, nor the store's. */
  void waiting() {
    if (archive.stuckSince().isPresent()) {
      since(Optional.empty());
    }
  }

  /** Whether it couldn't go on for longer, other than for want of a place. */
  boolean isStuckFor(Duration patience) {
    return archive
        .stuckSince()
        .filter(since -> pass.now().isAfter(since.plus(patience)))
        .isPresent();
  }

  private Archived since(Optional<Instant> now) {
    ChainArchive noted = archive.stuck(now);
    pass.keep(() -> pass.ports().archive().histories().update(noted));
    return new Archived(pass, noted);
  }

  private Archiving archiving() {
    return pass.pack().archiving().orElseThrow();
  }

  /**
   * Reads blocks until a part is full, and keeps it; a row knows of it once it can be read.
   *
   * @return with that part
   * @throws Refusal if the next block can't be proved; what was read before it is kept first
   * @throws LedgerException.Unreachable if no node answers, likewise
   */
  Archived more(Reading reading, Copying copying) throws IOException {
    // Who was overtaken and goes on for a moment writes under another name than who has it now.
    String name = "part-%05d-%d".formatted(archive.parts().size() + 1, pass.network().fence());
    MessageDigest digest = Sums.sha256();
    Stretch read;
    pass.ports().faults().before(FaultPort.ARCHIVE);
    try (BackupStore.Draft draft = pass.ports().archive().store().create(archive.id(), name)) {
      try (OutputStream lines =
          new DigestOutputStream(
              Sealed.of(pass.ports(), archive).encrypting(name, draft.content()), digest)) {
        read = read(reading, copying, lines);
      }
      if (read.last().isEmpty()) {
        throw read.end().orElseThrow();
      }
      draft.publish();
    }
    pass.ports().faults().after(FaultPort.ARCHIVE);
    Block newest = read.last().get();
    return with(
        new Part(
            name,
            newest.number(),
            newest.hash(),
            read.bytes(),
            HexFormat.of().formatHex(digest.digest()),
            pass.now()),
        newest.mark());
  }

  /**
   * What was read for a part.
   *
   * @param last its last block; empty if there is none
   * @param end why there are no more; empty where the part is full
   */
  private record Stretch(Optional<Block> last, long bytes, Optional<RuntimeException> end) {}

  private Stretch read(Reading reading, Copying copying, OutputStream lines) throws IOException {
    Optional<Block> last = Optional.empty();
    long bytes = 0;
    long begun = System.nanoTime();
    while (bytes < PART
        && last.map(Block::number).orElse(-1L) < archive.upTo()
        && System.nanoTime() - begun < PART_TIME.toNanos()) {
      Block block;
      try {
        block = reading.next();
      } catch (LedgerException.Unreachable | Refusal e) {
        return new Stretch(last, bytes, Optional.of(e));
      }
      byte[] line = block.line().getBytes(StandardCharsets.UTF_8);
      lines.write(line);
      copying.moved(line.length);
      bytes += line.length;
      last = Optional.of(block);
    }
    return new Stretch(last, bytes, Optional.empty());
  }

  private Archived with(Part part, String mark) {
    ChainArchive kept = archive.with(part, mark);
    String told = "Blocks up to " + part.to() + " of " + kept.upTo() + " are kept.";
    pass.progress(o -> Progress.waiting(o, ArchiveStep.NAME, told));
    pass.keep(() -> pass.ports().archive().histories().update(kept));
    return new Archived(pass, kept);
  }

  /** Ends it: what is kept is read once more, to say what it is as one file. */
  void keep(String why) throws IOException {
    Archive place = pass.ports().archive();
    Part last = archive.parts().get(archive.parts().size() - 1);
    long blocks = last.to() - archive.from() + 1;
    String head = archiving().head(pass.birth(), archive.from());
    String end = archiving().end(new Block(last.to(), last.hash(), "", ""), blocks);
    MessageDigest digest = Sums.sha256();
    Length length = new Length();
    new ArchiveFile(pass.ports().transactions(), place.store(), place.keys(), archive)
        .write(head, end, new DigestOutputStream(length, digest));
    Whole whole =
        new Whole(
            head,
            end,
            last.to(),
            last.hash(),
            blocks,
            length.bytes,
            HexFormat.of().formatHex(digest.digest()),
            pass.now());
    pass.progress(o -> Progress.done(o, ArchiveStep.NAME, why, pass.now()));
    pass.keep(() -> place.histories().update(archive.kept(whole, why)));
  }

  /** Ends it: there is no archive. */
  Waiting fail(String why) {
    LOG.atWarn()
        .addKeyValue("network", pass.id())
        .addKeyValue("archive", archive.id())
        .log("archive failed: " + why);
    pass.progress(o -> Progress.failed(o, why, pass.now()));
    pass.keep(() -> pass.ports().archive().histories().update(archive.failed(why, pass.now())));
    return new Waiting(why, Pace.SOON);
  }

  /** Says how much went by. */
  private static final class Length extends OutputStream {
    private long bytes;

    @Override
    public void write(int one) {
      bytes++;
    }

    @Override
    public void write(byte[] some, int from, int length) {
      bytes += length;
    }
  }
}
