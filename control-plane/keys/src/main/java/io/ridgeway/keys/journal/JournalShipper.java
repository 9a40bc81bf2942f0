package io.ridgeway.keys.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the journal's records to the {@link JournalSink}, and lets go of segments that were
 * shipped long enough ago. Whoever owns it calls {@link #shipOnce} again and again, at once while
 * it brings something, and after a pause when it brought nothing or failed.
 */
public final class JournalShipper {
  private static final Logger LOG = LoggerFactory.getLogger(JournalShipper.class);

  private final FileJournal journal;
  private final JournalSink sink;
  private final Clock clock;
  private final int batch;
  private final Duration keep;
  private volatile long shipped;

  /**
   * A shipper of that journal; there must be one only.
   *
   * @param batch how many records go at once at most
   * @param keep how long a segment is kept, after it was shipped, since it was last written
   */
  public JournalShipper(
      FileJournal journal, JournalSink sink, Clock clock, int batch, Duration keep) {
    this.journal = journal;
    this.sink = sink;
    this.clock = clock;
    this.batch = batch;
    this.keep = keep;
  }

  /**
   * What is not shipped yet.
   *
   * @param entries how many
   * @param age of the oldest; zero if there is none
   */
  public record Lag(long entries, Duration age) {}

  /**
   * Ships the next batch.
   *
   * @return how many records it took; 0 if there was nothing to ship
   * @throws JournalCorrupt if the sink has more than the journal: entries were lost here
   */
  public synchronized int shipOnce() {
    String instance = journal.instance();
    long before = sink.shippedUpTo(instance);
    if (before > journal.lastSequence()) {
      throw new JournalCorrupt(
          "The journal "
              + instance
              + " ends at "
              + journal.lastSequence()
              + ", but "
              + before
              + " was shipped. It was set back; restore it, or move it away to begin another one.");
    }
    List<JournalRecord> records = read(before + 1, batch);
    if (!records.isEmpty()) {
      sink.accept(instance, records);
    }
    settle(before + records.size());
    return records.size();
  }

  /** How far the sink is behind, as of the last {@link #shipOnce}. */
  public Lag lag() {
    long done = shipped;
    List<JournalRecord> oldest = read(done + 1, 1);
    return oldest.isEmpty()
        ? new Lag(0, Duration.ZERO)
        : new Lag(
            journal.lastSequence() - done,
            Duration.between(oldest.get(0).entry().at(), clock.instant()));
  }

  private List<JournalRecord> read(long from, int most) {
    try {
      return journal.read(from, most);
    } catch (IOException e) {
      throw new UncheckedIOException("The journal can't be read", e);
    }
  }

  /** What was shipped stays shipped though this fails; it is done again with the next batch. */
  private void settle(long upTo) {
    try {
      if (upTo != shipped) {
        journal.shipped(upTo);
        shipped = upTo;
      }
      journal.discard(upTo, clock.instant().minus(keep));
    } catch (IOException e) {
      LOG.atWarn().setCause(e).addKeyValue("upTo", upTo).log("Shipped, but couldn't tidy up");
    }
  }
}
