package io.ridgeway.model.deploy;

import io.ridgeway.model.Ids;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.Resources;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One program that is run to its end: a backup, a migration, the packing of a contract.
 *
 * <p>Its name with all that is said of it here is its identity. For as long as it is declared, it
 * is run until it has ended with 0 once, or has failed; one of which anything is another is another
 * run. Nothing is said of the order of a task and a workload: who needs one declares the other
 * later.
 *
 * @param name unique among the deployment's tasks; a DNS label of at most 35 characters
 * @param software what runs
 * @param arguments without the program
 * @param environment variables; never a secret
 * @param files configuration, readable by the program; names are unique among files and secrets
 * @param secrets files whose content is fetched from custody at apply
 * @param node the workload of the same deployment all of whose volumes it shares, while that runs
 *     or stands still; none for a task that needs no node's data
 * @param resources requests; the storage is the size of its {@link #SCRATCH}, 0 for none
 * @param attempts how often it may be run until it ends with 0, 1 to 10
 * @param deadline how long all attempts and the waits between them may take, from when it was taken
 *     up; whole seconds, at most a day
 */
public record Task(
    String name,
    Software software,
    List<String> arguments,
    Map<String, String> environment,
    List<ConfigFile> files,
    List<SecretFile> secrets,
    Optional<NodeName> node,
    Resources resources,
    int attempts,
    Duration deadline) {
  /** The volume of its own, empty at each attempt: {@code {{volume.scratch}}}. */
  public static final String SCRATCH = "scratch";

  private static final int LONGEST_NAME = 35;
  private static final int MOST_ATTEMPTS = 10;
  private static final Duration LONGEST = Duration.ofDays(1);

  public Task {
    Ids.label("task name", name, LONGEST_NAME);
    arguments = List.copyOf(arguments);
    environment = Collections.unmodifiableMap(new TreeMap<>(environment));
    files = List.copyOf(files);
    secrets = List.copyOf(secrets);
    if (attempts < 1 || attempts > MOST_ATTEMPTS) {
      throw new IllegalArgumentException("a task has 1 to " + MOST_ATTEMPTS + " attempts");
    }
    if (deadline.compareTo(Duration.ofSeconds(1)) < 0
        || deadline.compareTo(LONGEST) > 0
        || deadline.getNano() != 0) {
      throw new IllegalArgumentException("a task's deadline is 1 s to a day, in whole seconds");
    }
  }

  /** Its name among the names of workloads, where a city node has both. */
  public NodeName nodeName() {
    return new NodeName("task-" + name);
  }

  /**
   * The same as a workload, for adapters that make the two alike.
   *
   * @param shared the volumes of the workload whose volumes it shares
   */
  public Workload asWorkload(List<Volume> shared) {
    List<Volume> volumes = new ArrayList<>(shared);
    if (resources.storageGib() > 0) {
      volumes.add(new Volume(SCRATCH, Math.toIntExact(resources.storageGib())));
    }
    return new Workload(
        nodeName(),
        "task",
        software,
        List.of(),
        arguments,
        environment,
        files,
        secrets,
        volumes,
        List.of(),
        Probes.NONE,
        resources,
        Optional.empty());
  }
}
