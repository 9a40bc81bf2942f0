package io.ridgeway.model.deploy;

import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.Resources;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One program that keeps running.
 *
 * @param name the node
 * @param role its role in the network: {@code validator}
 * @param software what runs
 * @param prepare argument lists of runs of the same software that must end with 0, in order, before
 *     each start; each is idempotent
 * @param arguments the arguments of the run itself, without the program
 * @param environment variables; never a secret
 * @param files configuration, readable by the program; names are unique among files and secrets
 * @param secrets files whose content is fetched from custody at apply
 * @param volumes persistent directories
 * @param ports what it listens on
 * @param probes how it is asked whether it is well
 * @param resources requests; the storage is the sum of the volumes
 * @param consensusGroup the group whose fault budget covers it, if it votes
 */
public record Workload(
    NodeName name,
    String role,
    Software software,
    List<List<String>> prepare,
    List<String> arguments,
    Map<String, String> environment,
    List<ConfigFile> files,
    List<SecretFile> secrets,
    List<Volume> volumes,
    List<Port> ports,
    Probes probes,
    Resources resources,
    Optional<String> consensusGroup) {
  public Workload {
    prepare = prepare.stream().map(List::copyOf).toList();
    arguments = List.copyOf(arguments);
    environment = Collections.unmodifiableMap(new TreeMap<>(environment));
    files = List.copyOf(files);
    secrets = List.copyOf(secrets);
    volumes = List.copyOf(volumes);
    ports = List.copyOf(ports);
  }

  /** The port of that name. */
  public Port port(String portName) {
    return ports.stream()
        .filter(p -> p.name().equals(portName))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(name + " has no port " + portName));
  }
}
