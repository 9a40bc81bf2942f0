package io.ridgeway.adapter.local;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The processes of one home: finds them, and stops them. */
final class Processes {
  private final ProcessTable table;
  private final String home;

  Processes(ProcessTable table, String home) {
    this.table = table;
    this.home = home;
  }

  ProcessTable table() {
    return table;
  }

  /** A living process of this home. */
  record Found(ProcessTable.Entry entry, Marker marker) {
    /** Whether it was started by us, and isn't a child of one that was. */
    boolean leads() {
      return entry.session() == entry.pid();
    }
  }

  /** All of this home. */
  List<Found> all() {
    List<Found> found = new ArrayList<>();
    for (ProcessTable.Entry entry : table.all()) {
      table
          .marker(entry.pid())
          .filter(marker -> marker.home().equals(home))
          .ifPresent(marker -> found.add(new Found(entry, marker)));
    }
    return found;
  }

  /**
   * What lives of one workload: what bears its marker, and the recorded process, should it have
   * hidden its environment.
   */
  List<ProcessTable.Entry> of(String incarnation, Optional<ProcessIdentity> recorded) {
    Map<Long, ProcessTable.Entry> found = new HashMap<>();
    for (Found process : all()) {
      if (process.marker().incarnation().equals(incarnation)) {
        found.put(process.entry().pid(), process.entry());
      }
    }
    recorded
        .filter(identity -> identity.isFound(table))
        .flatMap(identity -> table.entry(identity.pid()))
        .ifPresent(entry -> found.put(entry.pid(), entry));
    return List.copyOf(found.values());
  }

  /** Asks them to end. */
  void terminate(List<ProcessTable.Entry> processes) {
    processes.forEach(p -> handle(p).ifPresent(ProcessHandle::destroy));
  }

  /** Ends them. */
  void kill(List<ProcessTable.Entry> processes) {
    processes.forEach(p -> handle(p).ifPresent(ProcessHandle::destroyForcibly));
  }

  /** Java's handle knows the start time and so never strikes one who got the number later. */
  private Optional<ProcessHandle> handle(ProcessTable.Entry process) {
    return ProcessHandle.of(process.pid())
        .filter(
            h ->
                table
                    .entry(process.pid())
                    .filter(e -> e.startTicks() == process.startTicks())
                    .isPresent());
  }
}
