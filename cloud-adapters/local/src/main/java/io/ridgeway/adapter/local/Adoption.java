package io.ridgeway.adapter.local;

import io.ridgeway.adapter.local.Marker.Stage;
import io.ridgeway.adapter.local.Processes.Found;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is found of a workload when a home is opened: by its record, or, if the adapter died before
 * it could write that, by the marker of the start that it had announced.
 *
 * @param program what lives and is taken over
 */
record Adoption(RunRecord run, Optional<Program> program) {
  private static final Logger LOG = LoggerFactory.getLogger(Adoption.class);

  static Adoption of(Site site, NodeDirectory directory, List<Found> living) {
    RunRecord run = RunRecord.read(directory);
    List<Found> marked = new ArrayList<>(living);
    marked.removeIf(f -> !f.marker().incarnation().equals(directory.incarnation()));
    Adoption adoption = find(site, directory, run, marked);
    // What bears another start's mark is a preparation that was cut short, or what it left.
    List<ProcessTable.Entry> strays =
        marked.stream()
            .filter(
                f -> f.marker().stage() != Stage.RUN || !f.marker().launch().equals(run.launch()))
            .map(Found::entry)
            .toList();
    site.processes().kill(strays);
    return adoption;
  }

  private static Adoption find(
      Site site, NodeDirectory directory, RunRecord run, List<Found> marked) {
    Optional<ProcessIdentity> recorded =
        run.process().filter(identity -> identity.isFound(site.processes().table()));
    if (recorded.isPresent()) {
      return new Adoption(run, recorded.map(identity -> new Program(identity, null)));
    }
    Optional<ProcessIdentity> byMarker =
        marked.stream()
            .filter(Found::leads)
            .filter(f -> f.marker().stage() == Stage.RUN)
            .filter(f -> f.marker().launch().equals(run.launch()))
            .findFirst()
            .map(f -> identity(site.processes().table(), f));
    if (byMarker.isEmpty()) {
      return new Adoption(run, Optional.empty());
    }
    RunRecord completed = run.process().isPresent() ? run : run.started(byMarker.get());
    try {
      Disk.replace(directory.run(), Json.write(completed));
    } catch (IOException e) {
      LOG.atWarn()
          .addKeyValue("network", directory.network())
          .addKeyValue("node", directory.node())
          .log("An adopted process could not be recorded: {}", e.toString());
    }
    return new Adoption(completed, byMarker.map(identity -> new Program(identity, null)));
  }

  private static ProcessIdentity identity(ProcessTable table, Found found) {
    return new ProcessIdentity(
        table.bootId(),
        found.entry().pid(),
        found.entry().startTicks(),
        table.command(found.entry().pid()));
  }
}
