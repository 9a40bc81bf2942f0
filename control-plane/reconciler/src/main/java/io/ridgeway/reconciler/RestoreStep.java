package io.ridgeway.reconciler;

import io.ridgeway.adapter.CloudAdapter;
import io.ridgeway.adapter.VolumeFile;
import io.ridgeway.adapter.VolumePath;
import io.ridgeway.engine.backup.Backup;
import io.ridgeway.engine.backup.Backup.Piece;
import io.ridgeway.engine.backup.Restoration;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.network.Standing;
import io.ridgeway.model.place.CityNodeId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings backups to the volumes of the nodes that begin with them, checked file by file, and
 * removes them there once those belong. The file {@code whole} beside the others is written last;
 * what isn't whole is gone on with. A backup that turns out to be damaged is given up: the node
 * then fetches the ledger from the others, as it would without one.
 */
final class RestoreStep implements Step {
  private static final Logger LOG = LoggerFactory.getLogger(RestoreStep.class);

  /** Where it is on the volume. */
  private static final String DIRECTORY = "restored";

  private static final String CONTENT = "content";
  private static final String WHOLE = "whole";

  @Override
  public String name() {
    return "restore";
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
        over(pass, restoration);
        continue;
      }
      if (pass.restoring().containsKey(node)) {
        continue;
      }
      try {
        pass.restores(node, bring(pass, restoration, at.get()));
      } catch (Damaged e) {
        LOG.atWarn()
            .addKeyValue("network", pass.id())
            .addKeyValue("backup", restoration.backup())
            .setCause(e)
            .log("can't be restored from; the node fetches the ledger from the others");
        discard(pass, at.get(), node);
        over(pass, restoration);
      } catch (IOException e) {
        LOG.atWarn().addKeyValue("backup", restoration.backup()).setCause(e).log("can't be read");
        return new Waiting(
            "The store of backups can't be read; the operator must see to it.", Pace.PATIENT);
      }
    }
    return new Performed();
  }

  private static Standing standing(Pass pass, Restoration restoration) {
    return pass.plan().names().contains(restoration.node())
        ? pass.made().roster().standing(restoration.node())
        : Standing.GONE;
  }

  private static Optional<CityNodeId> place(Pass pass, NodeName node) {
    return pass.made().placement().map(p -> p.nodes().get(node)).filter(Objects::nonNull);
  }

  private static void over(Pass pass, Restoration restoration) {
    // With it, since the next pass doesn't ask this step any more.
    pass.progress(o -> Progress.done(o, "restore", pass.now()));
    pass.keep(() -> pass.ports().archive().backups().update(restoration.done(pass.now())));
    pass.forgetRestorations();
  }

  private static VolumePath directory(Pass pass, NodeName node) {
    return new VolumePath(node, pass.pack().snapshots().orElseThrow().volume(), DIRECTORY);
  }

  private static void discard(Pass pass, CityNodeId at, NodeName node) {
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
  }

  /** Where its program finds it, once all of it is there. */
  private static String bring(Pass pass, Restoration restoration, CityNodeId at)
      throws IOException {
    Ports ports = pass.ports();
    Backup backup =
        ports
            .transactions()
            .asSystem(() -> ports.archive().backups().find(restoration.backup()))
            .filter(b -> b.state() == Backup.State.KEPT && b.network().equals(pass.id()))
            .orElseThrow(() -> new Damaged("it isn't kept any more", null));
    List<Piece> pieces = backup.content().orElseThrow().files();
    if (!Sums.of(pieces).equals(backup.content().orElseThrow().sha256())) {
      throw new Damaged("the list of its files isn't what it was", null);
    }
    VolumePath directory = directory(pass, restoration.node());
    Map<String, Long> there = new HashMap<>();
    for (VolumeFile file : pass.at(at, a -> a.files(pass.id(), directory))) {
      there.put(file.path(), file.bytes());
    }
    if (!there.containsKey(WHOLE)) {
      int done = 0;
      for (Piece piece : pieces) {
        if (!Objects.equals(there.get(CONTENT + "/" + piece.name()), piece.bytes())) {
          copy(pass, backup, piece, at, directory.child(CONTENT).child(piece.name()));
        }
        told(pass, ++done, pieces.size());
      }
    }
    byte[] mark = backup.id().value().getBytes(StandardCharsets.US_ASCII);
    String where = write(pass, at, directory.child(WHOLE), 0, mark);
    return where.substring(0, where.length() - WHOLE.length()) + CONTENT;
  }

  /** So that people see it go on; and who was overtaken stops. */
  private static void told(Pass pass, int done, int all) {
    pass.progress(o -> Progress.waiting(o, "restore", done + " of " + all + " files are there."));
    pass.keep();
  }

  private static void copy(Pass pass, Backup backup, Piece piece, CityNodeId at, VolumePath to)
      throws IOException {
    MessageDigest digest = Sums.sha256();
    try (InputStream from = pass.ports().archive().store().open(backup.id(), piece.name());
        InputStream plain = decrypting(pass, backup, piece.name(), from)) {
      long offset = 0;
      byte[] part = plain.readNBytes(CloudAdapter.MOST_BYTES);
      do {
        write(pass, at, to, offset, part);
        digest.update(part);
        offset += part.length;
        part = plain.readNBytes(CloudAdapter.MOST_BYTES);
      } while (part.length > 0);
    } catch (IOException e) {
      throw new Damaged("file " + piece.name() + " can't be read", e);
    }
    if (!HexFormat.of().formatHex(digest.digest()).equals(piece.sha256())) {
      throw new Damaged("file " + piece.name() + " isn't what it was", null);
    }
  }

  private static String write(
      Pass pass, CityNodeId at, VolumePath file, long offset, byte[] content) {
    return pass.ports()
        .faults()
        .around(
            FaultPort.FILE,
            () -> pass.write(at, a -> a.write(pass.id(), file, offset, content, pass.fence())));
  }

  private static InputStream decrypting(Pass pass, Backup backup, String file, InputStream from)
      throws IOException {
    Ports ports = pass.ports();
    try {
      return ports
          .transactions()
          .asSystem(
              () -> {
                try {
                  return ports
                      .archive()
                      .keys()
                      .decrypting(backup.tenant(), backup.id(), backup.sealedKey(), file, from);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** What was kept isn't what was stored. */
  private static final class Damaged extends IOException {
    private static final long serialVersionUID = 1L;

    Damaged(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }
}
