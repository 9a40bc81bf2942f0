package io.ridgeway.adapter.local;

import io.ridgeway.adapter.local.NetworkRecord.PlacedTask;
import io.ridgeway.model.deploy.ConfigFile;
import io.ridgeway.model.deploy.SecretFile;
import io.ridgeway.model.deploy.Symbols;
import io.ridgeway.model.deploy.Task;
import io.ridgeway.model.deploy.Volume;
import io.ridgeway.model.deploy.Workload;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Puts paths and the bind address where a workload has symbols.
 *
 * @param host the node's own address
 * @param volumes where its volumes are, but for a task's scratch
 */
record Filling(
    Workload workload, String digest, NodeDirectory directory, String host, Path volumes) {
  /** A task listens nowhere; if it must give an address, nobody else reaches that. */
  private static final String LOOPBACK = "127.0.0.1";

  /** With volumes of its own. */
  Filling(Workload workload, String digest, NodeDirectory directory, String host) {
    this(workload, digest, directory, host, directory.volumes());
  }

  /**
   * What runs beside it, in the same version: a change of either restarts both.
   *
   * <p>It listens at an address of loopback that is this node's own, whatever the node's is.
   */
  List<Filling> beside() {
    return workload.sidecars().stream()
        .map(s -> new Filling(s.asWorkload(workload), digest, directory.of(s), loopback(host)))
        .toList();
  }

  /** One of loopback has it already; of another range, no two nodes get the same. */
  private static String loopback(String host) {
    return host.startsWith("127.") ? host : "127." + host.substring(host.indexOf('.') + 1);
  }

  /**
   * Of a task.
   *
   * @param node whose volumes it shares
   * @param like the task as a workload
   */
  static Filling of(
      PlacedTask placed, Workload like, NodeDirectory directory, Optional<NodeDirectory> node) {
    return new Filling(
        like,
        placed.digest(),
        directory,
        LOOPBACK,
        node.map(NodeDirectory::volumes).orElse(directory.volumes()));
  }

  Path volume(String name) {
    return (name.equals(Task.SCRATCH) ? directory.volumes() : volumes).resolve(name);
  }

  String fill(String text) {
    return Symbols.fill(text, this::value);
  }

  List<String> fill(List<String> arguments) {
    return arguments.stream().map(this::fill).toList();
  }

  Map<String, String> environment() {
    Map<String, String> filled = new TreeMap<>(workload.environment());
    filled.replaceAll((name, value) -> fill(value));
    return filled;
  }

  /** Fills everything, so that a hole is found before anything is made. */
  void check() {
    fill(workload.arguments());
    workload.prepare().forEach(this::fill);
    environment();
    workload.files().forEach(file -> fill(file.text()));
    workload.secrets().forEach(file -> file.text().ifPresent(this::fill));
  }

  private String value(String symbol) {
    int dot = symbol.indexOf('.');
    String kind = dot < 0 ? symbol : symbol.substring(0, dot);
    String name = symbol.substring(dot + 1);
    boolean known =
        switch (kind) {
          case "bind", "beside", "files", "secrets" -> true;
          case "volume" -> workload.volumes().stream().map(Volume::name).anyMatch(name::equals);
          case "file" -> workload.files().stream().map(ConfigFile::name).anyMatch(name::equals);
          case "secret" -> workload.secrets().stream().map(SecretFile::name).anyMatch(name::equals);
          default -> false;
        };
    if (!known) {
      throw new IllegalArgumentException(
          workload.name() + " uses {{" + symbol + "}}, which it doesn't declare");
    }
    return switch (kind) {
      case "bind" -> host;
      case "beside" -> loopback(host);
      case "volume" -> volume(name).toString();
      case "files", "secrets" -> configuration().toString();
      default -> configuration().resolve(name).toString();
    };
  }

  private Path configuration() {
    return directory.configuration(digest);
  }
}
