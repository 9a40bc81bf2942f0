package io.ridgeway.adapter.local;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.WorkloadDigest;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.Fence;
import io.ridgeway.model.deploy.Port;
import io.ridgeway.model.deploy.Task;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.network.NodeName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that a city node keeps of what is wanted of one network, in one file, so that it changes as
 * one. It holds no secret. After a removal only the fence is left.
 *
 * @param format of the file; 1
 * @param fence the highest token seen, 0 if none
 * @param places the reservations
 * @param workloads what is deployed
 * @param tasks what is to be run to its end; a record of before there were any has none
 */
record NetworkRecord(
    int format,
    long fence,
    List<Place> places,
    List<Placed> workloads,
    @Nullable List<PlacedTask> tasks) {
  static final NetworkRecord EMPTY = new NetworkRecord(1, 0, List.of(), List.of(), List.of());

  NetworkRecord {
    places = List.copyOf(places);
    workloads = List.copyOf(workloads);
    tasks = tasks == null ? List.of() : List.copyOf(tasks);
  }

  @Override
  public List<PlacedTask> tasks() {
    return tasks == null ? List.of() : tasks;
  }

  /**
   * A node's own address, with the ports that were asked for.
   *
   * @param host an address of this machine
   */
  record Place(NodeName node, String host, List<Port> ports) {
    Place {
      ports = List.copyOf(ports);
    }
  }

  /**
   * A workload that is wanted.
   *
   * @param incarnation tells this one from an earlier one of the same name, whose volumes it must
   *     never see
   * @param digest of the workload
   * @param stopped whether it stands still; left out of a record where it doesn't, as in those of
   *     before it could
   */
  record Placed(
      String incarnation,
      String digest,
      Workload workload,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean stopped) {
    Placed(String incarnation, String digest, Workload workload) {
      this(incarnation, digest, workload, false);
    }

    /** Its own, and those of its sidecars, as {@link NodeDirectory} has them. */
    Stream<String> incarnations() {
      return Stream.concat(
          Stream.of(incarnation),
          workload.sidecars().stream().map(s -> incarnation + "-" + s.name()));
    }
  }

  /**
   * A task that is wanted.
   *
   * @param incarnation tells this one from an earlier one that was the same
   * @param digest of the task
   */
  record PlacedTask(String incarnation, String digest, Task task) {}

  /** The same with other reservations, by the holder of that token. */
  NetworkRecord with(Fence token, List<Place> others) {
    return new NetworkRecord(format, token.token(), others, workloads, tasks());
  }

  Optional<PlacedTask> placed(Task task) {
    String digest = WorkloadDigest.of(task);
    return tasks().stream().filter(p -> p.digest().equals(digest)).findFirst();
  }

  Optional<Place> place(NodeName node) {
    return places.stream().filter(p -> p.node().equals(node)).findFirst();
  }

  Optional<Placed> placed(NodeName node) {
    return workloads.stream().filter(p -> p.workload().name().equals(node)).findFirst();
  }

  /** Refuses a write whose token is older than the one that was seen. */
  void check(NetworkId network, Fence token) {
    if (token.token() < fence) {
      throw new AdapterException.FencedOff(
          "token "
              + token.token()
              + " of network "
              + network
              + " is out of date: "
              + fence
              + " has been here; its caller must stop");
    }
  }
}
