package io.ridgeway.reconciler;

import io.ridgeway.engine.backup.ChainArchive;
import io.ridgeway.framework.Archiving.Reading;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.model.problem.Refusal;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads blocks from the nodes, proved one by one, and keeps them in parts. What a part has is known
 * once all of it can be read, so whoever comes after a crash goes on behind the last one and writes
 * the one that broke off anew.
 */
final class ArchiveStep implements Step {
  static final String NAME = "archive";

  private static final Logger LOG = LoggerFactory.getLogger(ArchiveStep.class);

  /** An archive ends once it has so many bytes; the next one goes on behind it. */
  static final long MOST_BYTES = 1L << 30;

  /** And once it has so many parts, as its row knows them all. */
  private static final int MOST_PARTS = 1_000;

  /** A pass gives way to others after so long. */
  private static final Duration TURN = Duration.ofSeconds(30);

  /**
   * What couldn't be read or written so long isn't waited for: nothing else is done meanwhile. To
   * wait for a place doesn't count.
   */
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean isDone(Pass pass) {
    return !Archived.of(pass).isTaking();
  }

  @Override
  public Outcome perform(Pass pass) {
    Optional<Copying> begun = Copying.begin(pass);
    if (begun.isEmpty()) {
      Archived.of(pass).waiting();
      return Copying.FULL;
    }
    try (Copying copying = begun.get()) {
      return goOn(pass, copying);
    } catch (IOException e) {
      Archived archived = Archived.of(pass).stuck();
      LOG.atWarn()
          .addKeyValue("archive", archived.archive().id())
          .setCause(e)
          .log("can't be stored");
      return archived.isStuckFor(PATIENCE)
          ? archived.fail("The store of backups couldn't be read or written in time.")
          : new Waiting(
              "The store of backups can't be written; the operator must see to it.", Pace.PATIENT);
    }
  }

  private static Outcome goOn(Pass pass, Copying copying) throws IOException {
    Archived archived = Archived.of(pass);
    Optional<String> full = full(pass, archived.archive());
    if (archived.isThrough() || full.isPresent()) {
      return end(archived, full.orElse(""));
    }
    Optional<LedgerEndpoints> ledger = Ledger.administered(pass);
    if (ledger.isEmpty()) {
      return away(archived);
    }
    Reading reading =
        pass.pack()
            .archiving()
            .orElseThrow()
            .read(ledger.get(), new Administration(pass), archived.archive().mark());
    long begun = System.nanoTime();
    try {
      while (!archived.isThrough() && full(pass, archived.archive()).isEmpty()) {
        archived = archived.more(reading, copying);
        if (System.nanoTime() - begun > TURN.toNanos()) {
          return new Waiting(told(archived), Pace.SOON);
        }
      }
    } catch (LedgerException.Unreachable e) {
      return away(archived);
    } catch (Refusal e) {
      return end(archived, e.detail());
    }
    return end(archived, full(pass, archived.archive()).orElse(""));
  }

  private static String told(Archived archived) {
    ChainArchive archive = archived.archive();
    return "Blocks up to " + (archive.next() - 1) + " of " + archive.upTo() + " are kept.";
  }

  /** What is proved is kept, though it ends before it was to. */
  private static Outcome end(Archived archived, String why) throws IOException {
    if (archived.archive().parts().isEmpty()) {
      return archived.fail(why);
    }
    archived.keep(
        archived.isThrough() || why.isEmpty()
            ? ""
            : "It ends with block " + (archived.archive().next() - 1) + ". " + why);
    return new Performed();
  }

  private static Outcome away(Archived before) throws IOException {
    Archived archived = before.stuck();
    if (!archived.isStuckFor(PATIENCE)) {
      return new Waiting("Waits for a node to answer.", Pace.STEADY);
    }
    return end(archived, "No node answered in time.");
  }

  /** Why it takes no more; empty as long as it does. */
  private static Optional<String> full(Pass pass, ChainArchive archive) {
    Archive place = pass.ports().archive();
    if (archive.bytes() >= MOST_BYTES || archive.parts().size() >= MOST_PARTS) {
      return Optional.of("One archive has no more; take the next.");
    }
    long others =
        pass.ports().transactions().asSystem(() -> place.histories().bytesBeside(archive));
    return others + archive.bytes() >= place.terms().mostBytesOfNetwork()
        ? Optional.of("The network's archives have as many bytes as may be kept.")
        : Optional.empty();
  }
}
