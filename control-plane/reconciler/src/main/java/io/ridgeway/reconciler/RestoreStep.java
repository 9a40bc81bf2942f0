package io.ridgeway.reconciler;

import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.VolumePath;
import io.ridgeway.engine.backup.Restoration;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.network.Standing;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.reconciler.Bringing.Damaged;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings backups to the volumes of the nodes that begin with them, checked file by file, and
 * removes them there once those belong. A backup that turns out to be damaged, that the volume
 * doesn't take or the node doesn't take in, is given up: the node then fetches the ledger from the
 * others, as it would without one, and the operation says so.
 */
final class RestoreStep implements Step {
  static final String NAME = "restore";

  private static final Logger LOG = LoggerFactory.getLogger(RestoreStep.class);

  /** Where it is on the volume. */
  private static final String DIRECTORY = "restored";

  /** A node that has what it begins with for so long and doesn't belong yet has refused it. */
  private static final Duration PATIENCE = Duration.ofHours(2);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean isDone(Pass pass) {
    return pass.restorations().stream()
        .allMatch(
            r -> standing(pass, r) == Standing.JOINING && pass.restoring().containsKey(r.node()));
  }

  @Override
  public Outcome perform(Pass pass) {
    for (Restoration restoration : List.copyOf(pass.restorations())) {
      NodeName node = restoration.node();
      Optional<CityNodeId> at = place(pass, node);
      if (standing(pass, restoration) != Standing.JOINING || at.isEmpty()) {
        at.filter(city -> pass.plan().names().contains(node))
            .ifPresent(city -> discard(pass, city, node));
        over(pass, restoration, "");
        continue;
      }
      if (pass.restoring().containsKey(node)) {
        continue;
      }
      Optional<Waiting> waiting = bring(pass, restoration, at.get());
      if (waiting.isPresent()) {
        return waiting.get();
      }
    }
    return new Performed();
  }

  private static Optional<Waiting> bring(Pass pass, Restoration restoration, CityNodeId at) {
    NodeName node = restoration.node();
    if (isRefused(pass, restoration)) {
      giveUp(pass, restoration, at, "it didn't take that in within " + PATIENCE.toHours() + " h");
      return Optional.empty();
    }
    try {
      Optional<String> where = new Bringing(pass, restoration, at, directory(pass, node)).bring();
      if (where.isEmpty()) {
        return Optional.of(Copying.FULL);
      }
      pass.restores(node, where.get());
      pass.progress(o -> Progress.waiting(o, NAME, ""));
    } catch (Damaged e) {
      LOG.atWarn().addKeyValue("backup", restoration.backup()).setCause(e).log("is damaged");
      giveUp(pass, restoration, at, String.valueOf(e.getMessage()));
    } catch (AdapterException.NoRoom e) {
      giveUp(pass, restoration, at, "its volume has no room for that");
    } catch (AdapterException.Undeclared e) {
      giveUp(pass, restoration, at, "city node " + at + " takes no files for it");
    } catch (IOException e) {
      LOG.atWarn().addKeyValue("backup", restoration.backup()).setCause(e).log("can't be read");
      return Optional.of(
          new Waiting(
              "The store of backups can't be read; the operator must see to it.", Pace.PATIENT));
    }
    return Optional.empty();
  }

  /** Whether the node has had it for too long; while it is still copied, that hasn't begun. */
  private static boolean isRefused(Pass pass, Restoration restoration) {
    Optional<Operation> own = pass.operation().filter(o -> o.id().equals(restoration.operation()));
    Optional<Instant> since =
        own.isEmpty()
            ? Optional.of(restoration.requestedAt())
            : own.get().steps().stream()
                .filter(s -> s.name().equals(NAME))
                .flatMap(s -> s.finishedAt().stream())
                .findFirst();
    return since.filter(t -> pass.now().isAfter(t.plus(PATIENCE))).isPresent();
  }

  private static Standing standing(Pass pass, Restoration restoration) {
    return pass.plan().names().contains(restoration.node())
        ? pass.made().roster().standing(restoration.node())
        : Standing.GONE;
  }

  private static Optional<CityNodeId> place(Pass pass, NodeName node) {
    return pass.made().placement().map(p -> p.nodes().get(node)).filter(Objects::nonNull);
  }

  private static void giveUp(Pass pass, Restoration restoration, CityNodeId at, String why) {
    LOG.atWarn()
        .addKeyValue("network", pass.id())
        .addKeyValue("backup", restoration.backup())
        .log("a restoration is given up: " + why);
    discard(pass, at, restoration.node());
    over(
        pass,
        restoration,
        restoration.node()
            + " begins without backup "
            + restoration.backup()
            + " and fetches the ledger from the others: "
            + why
            + ".");
  }

  /**
   * Ends it.
   *
   * @param note what the operation is to say of it, also once that has succeeded
   */
  private static void over(Pass pass, Restoration restoration, String note) {
    // With it, since the next pass doesn't ask this step any more.
    pass.progress(o -> Progress.done(o, NAME, note, pass.now()));
    pass.keep(() -> pass.ports().archive().backups().update(restoration.done(pass.now())));
    pass.forgetRestorations();
  }

  private static VolumePath directory(Pass pass, NodeName node) {
    return new VolumePath(node, pass.pack().snapshots().orElseThrow().volume(), DIRECTORY);
  }

  private static void discard(Pass pass, CityNodeId at, NodeName node) {
    try {
      pass.ports()
          .faults()
          .around(
              FaultPort.DISCARD,
              () ->
                  pass.write(
                      at,
                      a -> {
                        a.discard(pass.id(), directory(pass, node), pass.fence());
                        return true;
                      }));
    } catch (AdapterException.Undeclared e) {
      // Then nothing was brought there either.
      LOG.atDebug().addKeyValue("cityNode", at).setCause(e).log("nothing to discard");
    }
  }
}
