package io.ridgeway.model.deploy;

import io.ridgeway.model.NetworkId;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.CityNodeId;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The part of one network that lands on one city node, cloud-neutral: a pack never writes a
 * manifest, an adapter never knows a ledger.
 *
 * <p>Texts of arguments, environment and files may hold the symbols of {@link Symbols}; the adapter
 * fills them, so that a pack never knows a path or a bind address.
 *
 * @param network whose part it is; the adapter keeps the parts of different networks apart
 * @param cityNode where it lands
 * @param workloads what keeps running; names are unique
 * @param mayBeAway how many members of each consensus group may be taken away here at once, by the
 *     group's name: this city node's share of the group's fault budget. A group that isn't named
 *     has no share
 * @param left workloads that must stay as they are for now where they are there already, though
 *     they are declared otherwise: voters whose restart would cost the ledger its quorum
 * @param tasks what is run to its end; names are unique
 * @param stopped workloads that stand still: they are there with all that they have, and don't run.
 *     Tasks run all the same
 * @param together whether the network's nodes know each other by their addresses inside this city
 *     node alone, so that none is called by another one from outside
 */
public record Deployment(
    NetworkId network,
    CityNodeId cityNode,
    List<Workload> workloads,
    Map<String, Integer> mayBeAway,
    Set<NodeName> left,
    List<Task> tasks,
    Set<NodeName> stopped,
    boolean together,
    boolean carries) {
  /** With no share of any fault budget. */
  public Deployment(NetworkId network, CityNodeId cityNode, List<Workload> workloads) {
    this(network, cityNode, workloads, Map.of());
  }

  /** With nothing that must stay as it is. */
  public Deployment(
      NetworkId network,
      CityNodeId cityNode,
      List<Workload> workloads,
      Map<String, Integer> mayBeAway) {
    this(network, cityNode, workloads, mayBeAway, Set.of());
  }

  /** With no tasks. */
  public Deployment(
      NetworkId network,
      CityNodeId cityNode,
      List<Workload> workloads,
      Map<String, Integer> mayBeAway,
      Set<NodeName> left) {
    this(network, cityNode, workloads, mayBeAway, left, List.of());
  }

  /** With all of its workloads running. */
  public Deployment(
      NetworkId network,
      CityNodeId cityNode,
      List<Workload> workloads,
      Map<String, Integer> mayBeAway,
      Set<NodeName> left,
      List<Task> tasks) {
    this(network, cityNode, workloads, mayBeAway, left, tasks, Set.of());
  }

  /** Of nodes that may be called from other city nodes. */
  public Deployment(
      NetworkId network,
      CityNodeId cityNode,
      List<Workload> workloads,
      Map<String, Integer> mayBeAway,
      Set<NodeName> left,
      List<Task> tasks,
      Set<NodeName> stopped) {
    this(network, cityNode, workloads, mayBeAway, left, tasks, stopped, false, false);
  }

  public Deployment {
    workloads = List.copyOf(workloads);
    mayBeAway = Collections.unmodifiableMap(new TreeMap<>(mayBeAway));
    left = Collections.unmodifiableSet(new TreeSet<>(left));
    stopped = Collections.unmodifiableSet(new TreeSet<>(stopped));
    Set<NodeName> names = new HashSet<>();
    for (Workload workload : workloads) {
      if (!names.add(workload.name())) {
        throw new IllegalArgumentException("two workloads are named " + workload.name());
      }
    }
    if (!names.containsAll(stopped)) {
      throw new IllegalArgumentException("only its own workloads can stand still: " + stopped);
    }
    tasks = List.copyOf(tasks);
    for (Task task : tasks) {
      if (!names.add(task.nodeName())) {
        throw new IllegalArgumentException("two tasks or workloads are named " + task.nodeName());
      }
      volumesOf(task, workloads);
    }
  }

  private static List<Volume> volumesOf(Task task, List<Workload> workloads) {
    if (task.node().isEmpty()) {
      return List.of();
    }
    List<Volume> volumes =
        workloads.stream()
            .filter(w -> w.name().equals(task.node().get()))
            .findFirst()
            .map(Workload::volumes)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "task " + task.name() + " shares the volumes of no workload here"));
    if (volumes.stream().anyMatch(v -> v.name().equals(Task.SCRATCH))) {
      throw new IllegalArgumentException("a volume that a task shares isn't called scratch");
    }
    return volumes;
  }

  /** The same, but that these of its workloads must stay as they are. */
  public Deployment leaving(Set<NodeName> nodes) {
    Set<NodeName> ours = new TreeSet<>(nodes);
    ours.retainAll(workloads.stream().map(Workload::name).toList());
    return new Deployment(
        network, cityNode, workloads, mayBeAway, ours, tasks, stopped, together, carries);
  }

  /** The same with these workloads, which are some of its own, those of its tasks among them. */
  public Deployment of(List<Workload> some) {
    List<NodeName> names = some.stream().map(Workload::name).toList();
    Set<NodeName> theirs = new TreeSet<>(left);
    theirs.retainAll(names);
    Set<NodeName> still = new TreeSet<>(stopped);
    still.retainAll(names);
    return new Deployment(
        network, cityNode, some, mayBeAway, theirs, tasks, still, together, carries);
  }

  /** The same with these shares of the groups' fault budgets. */
  public Deployment sharing(Map<String, Integer> shares) {
    return new Deployment(
        network, cityNode, workloads, shares, left, tasks, stopped, together, carries);
  }

  /** The same with these tasks. */
  public Deployment running(List<Task> others) {
    return new Deployment(
        network, cityNode, workloads, mayBeAway, left, others, stopped, together, carries);
  }

  /** The same, but that none of its workloads runs. */
  public Deployment standingStill() {
    return new Deployment(
        network,
        cityNode,
        workloads,
        mayBeAway,
        left,
        tasks,
        new TreeSet<>(workloads.stream().map(Workload::name).toList()),
        together,
        carries);
  }

  /** The same, but that these of its workloads don't run. */
  public Deployment stopping(Set<NodeName> nodes) {
    return new Deployment(
        network, cityNode, workloads, mayBeAway, left, tasks, nodes, together, carries);
  }

  /** The same, of nodes that know each other by addresses inside alone, or don't. */
  public Deployment together(boolean all) {
    return new Deployment(
        network, cityNode, workloads, mayBeAway, left, tasks, stopped, all, carries);
  }

  /** The same, with all of its workloads called by another network's nodes too. */
  public Deployment calledFrom(NetworkId other) {
    return new Deployment(
        network,
        cityNode,
        workloads.stream().map(workload -> workload.calledFrom(other)).toList(),
        mayBeAway,
        left,
        tasks,
        stopped,
        together,
        carries);
  }

  /** The same, of nodes on which others live, or may. */
  public Deployment carrying() {
    return new Deployment(
        network, cityNode, workloads, mayBeAway, left, tasks, stopped, together, true);
  }

  /** One of its tasks as the workload that it would be, with the volumes that it sees. */
  public Workload asWorkload(Task task) {
    return task.asWorkload(volumesOf(task, workloads));
  }
}
