package io.ridgeway.model.deploy;

import io.ridgeway.model.Ids;
import io.ridgeway.model.place.Resources;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A program that lives and dies with one workload, beside it: a database that only this workload
 * uses. The two reach each other at {@link Symbols#BESIDE}, an address of loopback, and nobody else
 * reaches the sidecar.
 *
 * <p>Nothing is said of which of the two is up first: each bears that the other isn't yet. A change
 * of either restarts both.
 *
 * @param name unique among the sidecars of its workload; a DNS label of at most 20 characters
 * @param software what runs
 * @param arguments without the program
 * @param environment variables; never a secret
 * @param files configuration, readable by this program alone
 * @param secrets files whose content is fetched from custody at apply
 * @param volumes persistent directories of its own
 * @param ports what it listens on, all of exposure {@code NONE}; at {@link Symbols#BESIDE}
 * @param probes how it is asked whether it is well
 * @param resources requests of its own; the storage is the sum of its volumes
 */
public record Sidecar(
    String name,
    Software software,
    List<String> arguments,
    Map<String, String> environment,
    List<ConfigFile> files,
    List<SecretFile> secrets,
    List<Volume> volumes,
    List<Port> ports,
    Probes probes,
    Resources resources) {
  private static final int LONGEST_NAME = 20;

  public Sidecar {
    Ids.label("sidecar name", name, LONGEST_NAME);
    arguments = List.copyOf(arguments);
    environment = Collections.unmodifiableMap(new TreeMap<>(environment));
    files = List.copyOf(files);
    secrets = List.copyOf(secrets);
    volumes = List.copyOf(volumes);
    ports = List.copyOf(ports);
    if (ports.stream().anyMatch(port -> port.exposure() != Port.Exposure.NONE)) {
      throw new IllegalArgumentException(
          "sidecar " + name + " is reached by its workload alone: its ports are for nobody else");
    }
  }

  /** The same as a workload, for adapters that make the two alike; it has its workload's name. */
  public Workload asWorkload(Workload owner) {
    return new Workload(
        owner.name(),
        owner.role(),
        software,
        List.of(),
        arguments,
        environment,
        files,
        secrets,
        volumes,
        ports,
        probes,
        resources,
        owner.consensusGroup());
  }

  /** The sidecars, whose names must differ. */
  static List<Sidecar> distinct(List<Sidecar> sidecars) {
    List<String> names = new ArrayList<>();
    for (Sidecar sidecar : sidecars) {
      if (names.contains(sidecar.name)) {
        throw new IllegalArgumentException("two sidecars are named " + sidecar.name);
      }
      names.add(sidecar.name);
    }
    return List.copyOf(sidecars);
  }
}
