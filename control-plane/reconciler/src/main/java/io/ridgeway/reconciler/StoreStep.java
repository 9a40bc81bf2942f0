package io.ridgeway.reconciler;

import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.CloudAdapter;
import io.ridgeway.adapter.VolumeFile;
import io.ridgeway.engine.backup.Backup;
import io.ridgeway.engine.backup.Backup.Piece;
import io.ridgeway.engine.backup.BackupStore;
import io.ridgeway.framework.Snapshots.Description;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.reconciler.BackedUp.Snapshot;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies a snapshot from the node's volume into the store, encrypted, and checks each file by what
 * the node says of it. The backup is whole by one write, after the last file; until then nobody
 * takes it for one, and a copy that broke off is made anew.
 */
final class StoreStep implements Step {
  private static final Logger LOG = LoggerFactory.getLogger(StoreStep.class);

  /** A copy that breaks off so long after it was asked for isn't made anew. */
  private static final Duration PATIENCE = Duration.ofHours(1);

  @Override
  public String name() {
    return "store";
  }

  @Override
  public boolean isDone(Pass pass) {
    return !BackedUp.of(pass).isTaking();
  }

  @Override
  public Outcome perform(Pass pass) {
    BackedUp backedUp = BackedUp.of(pass);
    Optional<Copying> begun = Copying.begin(pass);
    if (begun.isEmpty()) {
      return Copying.FULL;
    }
    try (Copying copying = begun.get()) {
      return store(pass, backedUp, copying);
    } catch (Refusal e) {
      return backedUp.fail(e.detail());
    } catch (AdapterException.Unreachable e) {
      if (backedUp.isLaterThan(PATIENCE)) {
        return backedUp.fail("The node's snapshot couldn't be copied in time.");
      }
      throw e;
    } catch (IOException e) {
      LOG.atWarn().addKeyValue("backup", backedUp.backup().id()).setCause(e).log("can't be stored");
      return backedUp.isLaterThan(PATIENCE)
          ? backedUp.fail("The store of backups couldn't be written in time.")
          : new Waiting(
              "The store of backups can't be written; the operator must see to it.", Pace.PATIENT);
    }
  }

  private static Outcome store(Pass pass, BackedUp backedUp, Copying copying) throws IOException {
    Snapshot snapshot = backedUp.snapshot().orElseThrow();
    Backup backup = backedUp.backup();
    long bytes = snapshot.files().stream().mapToLong(VolumeFile::bytes).sum();
    if (!hasRoom(pass, backup, bytes)) {
      return backedUp.fail(
          "It has " + bytes + " bytes, more than the network may still keep; delete others first.");
    }
    Description said = describe(pass, backedUp, snapshot);
    if (said.height() != snapshot.height()) {
      return backedUp.fail("The snapshot says another height than its name.");
    }
    List<Piece> pieces = new ArrayList<>();
    for (VolumeFile file : snapshot.files()) {
      Piece piece = copy(pass, backup, snapshot, file, copying);
      String sum = said.sums().get(piece.name());
      if (sum != null && !sum.equals(piece.sha256())) {
        return backedUp.fail("File " + piece.name() + " isn't what the node says it is.");
      }
      pieces.add(piece);
      told(pass, pieces.size(), snapshot.files().size());
    }
    if (!pieces.stream().map(Piece::name).toList().containsAll(said.sums().keySet())) {
      return backedUp.fail("Files of the snapshot are missing at the node.");
    }
    Backup.Content content =
        new Backup.Content(
            said.ledger(),
            said.height(),
            said.blockHash(),
            pieces.stream().mapToLong(Piece::bytes).sum(),
            Sums.of(pieces),
            pass.now(),
            pieces);
    pass.keep(() -> pass.ports().archive().backups().update(backup.kept(content)));
    return new Performed();
  }

  private static boolean hasRoom(Pass pass, Backup backup, long bytes) {
    Archive archive = pass.ports().archive();
    long others = pass.ports().transactions().asSystem(() -> archive.backups().bytesBeside(backup));
    return others + bytes <= archive.terms().mostBytesOfNetwork();
  }

  private static Description describe(Pass pass, BackedUp backedUp, Snapshot snapshot) {
    Map<String, byte[]> files = new TreeMap<>();
    for (String name : backedUp.snapshots().descriptions()) {
      if (snapshot.files().stream().anyMatch(f -> f.path().equals(name))) {
        files.put(
            name,
            pass.at(
                backedUp.backup().cityNode(),
                a ->
                    a.read(
                        pass.id(), snapshot.directory().child(name), 0, CloudAdapter.MOST_BYTES)));
      }
    }
    return backedUp.snapshots().describe(pass.birth(), files);
  }

  private static Piece copy(
      Pass pass, Backup backup, Snapshot snapshot, VolumeFile file, Copying copying)
      throws IOException {
    Archive archive = pass.ports().archive();
    MessageDigest digest = Sums.sha256();
    long offset = 0;
    pass.ports().faults().before(FaultPort.STORE);
    try (BackupStore.Draft draft = archive.store().create(backup.id(), file.path())) {
      try (OutputStream sealed =
          Sealed.of(pass.ports(), backup).encrypting(file.path(), draft.content())) {
        byte[] part;
        do {
          long from = offset;
          part =
              pass.at(
                  backup.cityNode(),
                  a ->
                      a.read(
                          pass.id(),
                          snapshot.directory().child(file.path()),
                          from,
                          CloudAdapter.MOST_BYTES));
          digest.update(part);
          sealed.write(part);
          offset += part.length;
          copying.moved(part.length);
        } while (part.length > 0 && offset <= file.bytes());
      }
      if (offset != file.bytes()) {
        throw new AdapterException.Unreachable(
            "file " + file.path() + " isn't the " + file.bytes() + " bytes long that it was");
      }
      draft.publish();
    }
    pass.ports().faults().after(FaultPort.STORE);
    return new Piece(file.path(), offset, HexFormat.of().formatHex(digest.digest()));
  }

  /** So that people see it go on; and who was overtaken stops. */
  private static void told(Pass pass, int done, int all) {
    pass.progress(o -> Progress.waiting(o, "store", done + " of " + all + " files are kept."));
    pass.keep();
  }
}
