package io.ridgeway.reconciler;

import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.VolumeFile;
import io.ridgeway.adapter.VolumePath;
import io.ridgeway.engine.backup.Backup;
import io.ridgeway.framework.Snapshots;
import io.ridgeway.model.network.Operation;
import io.ridgeway.reconciler.Step.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The backup that a pass's operation takes, and the snapshot that it is taken of. */
final class BackedUp {
  private static final Logger LOG = LoggerFactory.getLogger(BackedUp.class);

  private final Pass pass;
  private final Backup backup;

  private BackedUp(Pass pass, Backup backup) {
    this.pass = pass;
    this.backup = backup;
  }

  /** That of the pass. */
  static BackedUp of(Pass pass) {
    Operation operation = pass.operation().orElseThrow();
    return new BackedUp(
        pass,
        pass.ports()
            .transactions()
            .asSystem(() -> pass.ports().archive().backups().of(operation.id()))
            .orElseThrow(() -> new IllegalStateException(operation.id() + " takes no backup")));
  }

  Backup backup() {
    return backup;
  }

  boolean isTaking() {
    return backup.state() == Backup.State.TAKING;
  }

  Snapshots snapshots() {
    return pass.pack().snapshots().orElseThrow();
  }

  private VolumePath finished() {
    return new VolumePath(backup.node(), snapshots().volume(), snapshots().finished(pass.birth()));
  }

  /** The newest finished snapshot that is new enough, and its files. */
  Optional<Snapshot> snapshot() {
    return all().entrySet().stream()
        .filter(e -> e.getKey() >= backup.least())
        .reduce((older, newer) -> newer)
        .map(e -> snapshot(e.getKey(), e.getValue()));
  }

  /** The directories of snapshots that aren't newer than what is kept. */
  List<VolumePath> used() {
    long height = backup.content().map(Backup.Content::height).orElse(-1L);
    return all().keySet().stream()
        .filter(found -> found <= height)
        .map(found -> finished().child(Long.toString(found)))
        .toList();
  }

  /** Removes a snapshot's directory. */
  void discard(VolumePath directory) {
    pass.ports()
        .faults()
        .around(
            FaultPort.DISCARD,
            () ->
                pass.write(
                    backup.cityNode(),
                    a -> {
                      a.discard(pass.id(), directory, pass.fence());
                      return true;
                    }));
  }

  /** So that another try takes a new one; a city node that is lost is no reason not to end. */
  private void discardAll() {
    try {
      all().keySet().forEach(found -> discard(finished().child(Long.toString(found))));
    } catch (AdapterException e) {
      LOG.atInfo()
          .addKeyValue("backup", backup.id())
          .setCause(e)
          .log("snapshots are left at the node until its next backup");
    }
  }

  private Map<Long, List<VolumeFile>> all() {
    Map<Long, List<VolumeFile>> all = new TreeMap<>();
    files().stream()
        .filter(file -> file.path().matches("[0-9]{1,18}/[^/]+"))
        .collect(Collectors.groupingBy(BackedUp::height))
        .forEach(all::put);
    return all;
  }

  private List<VolumeFile> files() {
    return pass.at(backup.cityNode(), a -> a.files(pass.id(), finished()));
  }

  private Snapshot snapshot(long height, List<VolumeFile> files) {
    String directory = height + "/";
    return new Snapshot(
        height,
        finished().child(Long.toString(height)),
        files.stream()
            .map(f -> new VolumeFile(f.path().substring(directory.length()), f.bytes()))
            .toList());
  }

  private static long height(VolumeFile file) {
    return Long.parseLong(file.path().substring(0, file.path().indexOf('/')));
  }

  /**
   * A finished snapshot.
   *
   * @param files by their names, sorted
   */
  record Snapshot(long height, VolumePath directory, List<VolumeFile> files) {}

  /** Whether that was asked for longer ago. */
  boolean isLaterThan(Duration patience) {
    return pass.now().isAfter(backup.requestedAt().plus(patience));
  }

  /** Ends it: nothing can be restored from it, and its snapshot is removed. */
  Waiting fail(String why) {
    LOG.atWarn()
        .addKeyValue("network", pass.id())
        .addKeyValue("backup", backup.id())
        .log("backup failed: " + why);
    discardAll();
    pass.progress(o -> Progress.failed(o, why, pass.now()));
    pass.keep(() -> pass.ports().archive().backups().update(backup.failed(why, pass.now())));
    return new Waiting(why, Pace.SOON);
  }
}
