package io.ridgeway.adapter.local;

import io.ridgeway.adapter.Observation.ObservedTask;
import io.ridgeway.adapter.TaskState;
import io.ridgeway.adapter.local.NetworkRecord.Placed;
import io.ridgeway.adapter.local.NetworkRecord.PlacedTask;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.Task;
import io.ridgeway.model.deploy.Volume;
import io.ridgeway.model.network.NodeName;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tasks of a home; the supervisor's thread moves them. */
final class SupervisedTasks {
  private static final Logger LOG = LoggerFactory.getLogger(SupervisedTasks.class);

  private final Site site;
  private final NetworkRecords records;
  private final Map<String, SupervisedTask> tasks = new ConcurrentHashMap<>();

  /**
   * Takes over what is there.
   *
   * @param living all processes of the home
   */
  SupervisedTasks(Site site, NetworkRecords records, List<Processes.Found> living)
      throws IOException {
    this.site = site;
    this.records = records;
    for (NodeDirectory directory : site.home().taskDirectories()) {
      tasks.put(directory.incarnation(), new SupervisedTask(site, directory, living));
    }
  }

  /** Takes charge of a task's directory, after it was recorded as wanted. */
  void track(NodeDirectory directory) {
    tasks.computeIfAbsent(
        directory.incarnation(), i -> new SupervisedTask(site, directory, List.of()));
  }

  List<SupervisedTask> of(NetworkId network) {
    return tasks.values().stream().filter(t -> t.directory().network().equals(network)).toList();
  }

  boolean busy() {
    return tasks.values().stream().anyMatch(SupervisedTask::busy);
  }

  /** Those that have not ended: they take room. */
  List<Task> unfinished() {
    return records.all().values().stream()
        .flatMap(record -> record.tasks().stream())
        .filter(
            placed ->
                Optional.ofNullable(tasks.get(placed.incarnation()))
                    .filter(t -> t.state().ended())
                    .isEmpty())
        .map(PlacedTask::task)
        .toList();
  }

  /** What is there of a network, by name. */
  List<ObservedTask> observed(NetworkId network) {
    // What is there is read before what is wanted, so that nothing is missed that is on its way
    // out.
    List<SupervisedTask> present = of(network);
    Map<String, PlacedTask> wanted = new HashMap<>();
    records.get(network).tasks().forEach(p -> wanted.put(p.incarnation(), p));
    Map<NodeName, ObservedTask> observed = new HashMap<>();
    for (SupervisedTask task : present) {
      NodeName name = task.directory().node();
      PlacedTask placed = wanted.get(task.directory().incarnation());
      if (placed != null) {
        observed.put(name, new ObservedTask(placed.task().name(), placed.digest(), task.state()));
      } else {
        observed.putIfAbsent(name, leaving(name));
      }
    }
    return observed.values().stream().sorted(Comparator.comparing(ObservedTask::name)).toList();
  }

  private static ObservedTask leaving(NodeName name) {
    String task = name.value().substring("task-".length());
    return new ObservedTask(task, "", new TaskState.Waiting("it is being stopped and removed"));
  }

  /** Brings all of them a step on. */
  void tick() {
    List<SupervisedTask> present = List.copyOf(tasks.values());
    Map<String, SupervisedTask.Wanted> wanted = wanted();
    for (SupervisedTask task : present) {
      String incarnation = task.directory().incarnation();
      try {
        boolean mayStart =
            of(task.directory().network()).stream()
                .filter(t -> t != task && t.directory().node().equals(task.directory().node()))
                .allMatch(t -> wanted.containsKey(t.directory().incarnation()));
        if (task.step(site.now(), Optional.ofNullable(wanted.get(incarnation)), mayStart)) {
          tasks.remove(incarnation);
        }
      } catch (RuntimeException e) {
        LOG.atError()
            .addKeyValue("network", task.directory().network())
            .addKeyValue("task", task.directory().node())
            .setCause(e)
            .log("A task could not be brought a step on");
      }
    }
  }

  private Map<String, SupervisedTask.Wanted> wanted() {
    Map<String, SupervisedTask.Wanted> wanted = new HashMap<>();
    records
        .all()
        .forEach(
            (network, record) ->
                record
                    .tasks()
                    .forEach(
                        placed ->
                            wanted.put(
                                placed.incarnation(),
                                new SupervisedTask.Wanted(
                                    placed, filling(network, record, placed)))));
    return wanted;
  }

  private Filling filling(NetworkId network, NetworkRecord record, PlacedTask placed) {
    Optional<Placed> node = placed.task().node().flatMap(record::placed);
    List<Volume> shared = node.map(p -> p.workload().volumes()).orElse(List.of());
    return Filling.of(
        placed,
        placed.task().asWorkload(shared),
        NodeDirectory.ofTask(site.home(), network, placed.task(), placed.incarnation()),
        node.map(
            p -> NodeDirectory.of(site.home(), network, p.workload().name(), p.incarnation())));
  }
}
