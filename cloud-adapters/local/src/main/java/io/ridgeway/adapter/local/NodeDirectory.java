package io.ridgeway.adapter.local;

import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.Sidecar;
import io.ridgeway.model.deploy.Task;
import io.ridgeway.model.network.NodeName;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The directory of one workload, of one sidecar of it, or of one task, in one incarnation:
 *
 * <pre>
 * conf/DIGEST/      files and secrets of the workload with that digest; whole or absent
 * volumes/NAME/
 * work/             the program's home and working directory
 * log, log.1, …     its output
 * run.json          what was started: {@link RunRecord}
 * </pre>
 */
record NodeDirectory(NetworkId network, NodeName node, String incarnation, Path path) {
  /** No incarnation of a workload has one: a sidecar's is its workload's and its own name. */
  private static final char BESIDE = '-';

  private static final int DIGEST_LENGTH = 16;

  static NodeDirectory of(Home home, NetworkId network, NodeName node, String incarnation) {
    String name = String.join(".", network.value(), node.value(), incarnation);
    return new NodeDirectory(network, node, incarnation, home.nodes().resolve(name));
  }

  /** The one of a sidecar of this workload. */
  NodeDirectory of(Sidecar sidecar) {
    return at(
        Disk.parent(path)
            .resolve(
                String.join(
                    ".", network.value(), node.value(), incarnation + BESIDE + sidecar.name())));
  }

  /** The name of the sidecar whose it is, if it is one's. */
  Optional<String> sidecar() {
    int end = incarnation.indexOf(BESIDE);
    return end < 0 ? Optional.empty() : Optional.of(incarnation.substring(end + 1));
  }

  /** The workload's incarnation, of whichever of them this is. */
  String workload() {
    int end = incarnation.indexOf(BESIDE);
    return end < 0 ? incarnation : incarnation.substring(0, end);
  }

  /** The one of a task. */
  static NodeDirectory ofTask(Home home, NetworkId network, Task task, String incarnation) {
    NodeName name = task.nodeName();
    Path path = home.tasks().resolve(String.join(".", network.value(), name.value(), incarnation));
    return new NodeDirectory(network, name, incarnation, path);
  }

  /** The one whose path is given. */
  static NodeDirectory at(Path path) {
    List<String> name = List.of(String.valueOf(path.getFileName()).split("\\.", -1));
    if (name.size() != 3) {
      throw new IllegalArgumentException(path + " is not a node's directory: move it away");
    }
    return new NodeDirectory(
        new NetworkId(name.get(0)), new NodeName(name.get(1)), name.get(2), path);
  }

  Path configurations() {
    return path.resolve("conf");
  }

  Path configuration(String digest) {
    return configurations().resolve(digest.substring(0, DIGEST_LENGTH));
  }

  Path volumes() {
    return path.resolve("volumes");
  }

  Path work() {
    return path.resolve("work");
  }

  Path log() {
    return path.resolve("log");
  }

  Path run() {
    return path.resolve("run.json");
  }
}
