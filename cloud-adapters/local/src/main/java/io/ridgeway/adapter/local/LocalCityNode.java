package io.ridgeway.adapter.local;

import io.ridgeway.adapter.AdapterException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What can be done to a local city node's home without opening an adapter. */
public final class LocalCityNode {
  private static final Duration LOCK_WAIT = Duration.ofSeconds(10);
  private static final Duration STOP_TIME = Duration.ofSeconds(20);
  private static final Duration KILLED_WITHIN = Duration.ofSeconds(5);
  private static final long POLL_MILLIS = 50;

  private LocalCityNode() {}

  /**
   * Stops every process of a home, and deletes nothing: the next adapter that opens the home starts
   * them again. First they are asked to end; after 20 seconds they are killed.
   *
   * @param home as configured; one that isn't there has no processes
   * @return how many workloads were running
   * @throws AdapterException if an adapter still has the home open, or a process won't go
   */
  public static int stopAll(Path home) {
    return stopAll(home, STOP_TIME);
  }

  /** The same, with another time that processes may take to end before they are killed. */
  public static int stopAll(Path home, Duration stopTime) {
    if (!Home.exists(home)) {
      return 0;
    }
    try {
      Home opened = Home.open(home);
      try (HomeLock lock = HomeLock.take(home, LOCK_WAIT)) {
        return stopAll(opened, new Processes(ProcessTable.ofThisMachine(), opened.id()), stopTime);
      }
    } catch (IOException e) {
      throw Disk.failure("processes could not be stopped", home, e);
    }
  }

  private static int stopAll(Home home, Processes processes, Duration stopTime) throws IOException {
    List<ProcessTable.Entry> running = running(home, processes);
    int workloads = (int) running.stream().filter(p -> p.session() == p.pid()).count();
    processes.terminate(running);
    if (!awaitNone(home, processes, stopTime)) {
      processes.kill(running(home, processes));
      if (!awaitNone(home, processes, KILLED_WITHIN)) {
        throw new AdapterException.Unreachable(
            "some processes of "
                + home.root()
                + " can't be ended: "
                + running(home, processes).stream().map(ProcessTable.Entry::pid).toList());
      }
    }
    return workloads;
  }

  private static List<ProcessTable.Entry> running(Home home, Processes processes)
      throws IOException {
    Map<Long, ProcessTable.Entry> running = new LinkedHashMap<>();
    processes.all().forEach(found -> running.put(found.entry().pid(), found.entry()));
    for (NodeDirectory directory : home.nodeDirectories()) {
      RunRecord.read(directory)
          .process()
          .filter(identity -> identity.isFound(processes.table()))
          .flatMap(identity -> processes.table().entry(identity.pid()))
          .ifPresent(entry -> running.put(entry.pid(), entry));
    }
    return new ArrayList<>(running.values());
  }

  private static boolean awaitNone(Home home, Processes processes, Duration limit)
      throws IOException {
    for (long left = limit.toMillis(); left > 0; left -= POLL_MILLIS) {
      if (running(home, processes).isEmpty()) {
        return true;
      }
      try {
        Thread.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AdapterException.Unreachable("interrupted while processes were stopped", e);
      }
    }
    return false;
  }
}
