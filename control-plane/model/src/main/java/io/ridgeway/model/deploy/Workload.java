package io.ridgeway.model.deploy;

import io.ridgeway.model.NetworkId;
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
 * @param resources requests of its own, its sidecars' not among them; the storage is the sum of the
 *     volumes
 * @param consensusGroup the group whose fault budget covers it, if it votes
 * @param code what it runs where that is a tenant's own; {@code software} is then {@link
 *     ForeignCode.Kind#software}
 * @param sidecars what runs beside it and for it alone
 * @param calledFrom another network, whose nodes call it as its own do: that on whose nodes its
 *     network lives
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
    Optional<String> consensusGroup,
    Optional<ForeignCode> code,
    List<Sidecar> sidecars,
    Optional<NetworkId> calledFrom) {
  /** With nothing beside it, called by nodes of its own network alone. */
  public Workload(
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
      Optional<String> consensusGroup,
      Optional<ForeignCode> code) {
    this(
        name,
        role,
        software,
        prepare,
        arguments,
        environment,
        files,
        secrets,
        volumes,
        ports,
        probes,
        resources,
        consensusGroup,
        code,
        List.of(),
        Optional.empty());
  }

  /** Of what is installed at city nodes. */
  public Workload(
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
    this(
        name,
        role,
        software,
        prepare,
        arguments,
        environment,
        files,
        secrets,
        volumes,
        ports,
        probes,
        resources,
        consensusGroup,
        Optional.empty());
  }

  public Workload {
    if (code.filter(c -> !software.equals(c.kind().software())).isPresent()) {
      throw new IllegalArgumentException(name + " runs a tenant's code by " + software);
    }
    prepare = prepare.stream().map(List::copyOf).toList();
    arguments = List.copyOf(arguments);
    environment = Collections.unmodifiableMap(new TreeMap<>(environment));
    files = List.copyOf(files);
    secrets = List.copyOf(secrets);
    volumes = List.copyOf(volumes);
    ports = List.copyOf(ports);
    // A record of before there were any has none.
    sidecars = sidecars == null ? List.of() : Sidecar.distinct(sidecars);
    calledFrom = calledFrom == null ? Optional.empty() : calledFrom;
  }

  /** The same with these beside it. */
  public Workload with(List<Sidecar> others) {
    return new Workload(
        name,
        role,
        software,
        prepare,
        arguments,
        environment,
        files,
        secrets,
        volumes,
        ports,
        probes,
        resources,
        consensusGroup,
        code,
        others,
        calledFrom);
  }

  /** The same, called by another network's nodes too. */
  public Workload calledFrom(NetworkId other) {
    return new Workload(
        name,
        role,
        software,
        prepare,
        arguments,
        environment,
        files,
        secrets,
        volumes,
        ports,
        probes,
        resources,
        consensusGroup,
        code,
        sidecars,
        Optional.of(other));
  }

  /** What it requests with its sidecars. */
  public Resources total() {
    return sidecars.stream().map(Sidecar::resources).reduce(resources, Resources::plus);
  }

  /**
   * Its canonical text, which digests are made of: that of a workload without foreign code,
   * sidecars and another network's calls is as it was before there were any, so that nothing is
   * restarted for it.
   */
  @Override
  public String toString() {
    return "Workload[name="
        + name
        + ", role="
        + role
        + ", software="
        + software
        + ", prepare="
        + prepare
        + ", arguments="
        + arguments
        + ", environment="
        + environment
        + ", files="
        + files
        + ", secrets="
        + secrets
        + ", volumes="
        + volumes
        + ", ports="
        + ports
        + ", probes="
        + probes
        + ", resources="
        + resources
        + ", consensusGroup="
        + consensusGroup
        + code.map(c -> ", code=" + c).orElse("")
        + (sidecars.isEmpty() ? "" : ", sidecars=" + sidecars)
        + calledFrom.map(other -> ", calledFrom=" + other).orElse("")
        + "]";
  }

  /** The port of that name. */
  public Port port(String portName) {
    return ports.stream()
        .filter(p -> p.name().equals(portName))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(name + " has no port " + portName));
  }
}
