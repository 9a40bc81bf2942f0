package io.ridgeway.framework.ethereum;

import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.framework.NetworkPlan.PlannedNode;
import io.ridgeway.framework.RenderInput;
import io.ridgeway.model.deploy.ConfigFile;
import io.ridgeway.model.deploy.SecretFile;
import io.ridgeway.model.deploy.Symbols;
import io.ridgeway.model.deploy.Volume;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.HostPort;
import io.ridgeway.model.place.Viewpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A rendered network as processes of this machine, each on a loopback address of its own: the least
 * of an adapter that shows whether real nodes take what the pack renders.
 */
final class RealNodes implements AutoCloseable {
  private final Path program;
  private final EthereumPack pack;
  private final Path home;
  private RenderInput input;
  private final Map<NodeName, Workload> workloads = new TreeMap<>();
  private final Map<NodeName, Process> running = new TreeMap<>();

  RealNodes(Path program, Path home, EthereumPack pack, RenderInput input) {
    this.program = program;
    this.home = home;
    this.pack = pack;
    this.input = input;
    render();
  }

  /** Takes what is rendered now; who runs goes on with what it was started with. */
  void change(RenderInput now) {
    input = now;
    workloads.clear();
    render();
  }

  private void render() {
    pack.render(input).stream()
        .flatMap(deployment -> deployment.workloads().stream())
        .forEach(workload -> workloads.put(workload.name(), workload));
  }

  Workload workload(NodeName name) {
    return workloads.get(name);
  }

  void startAll() {
    workloads.keySet().forEach(this::start);
  }

  void start(NodeName name) {
    Workload workload = workloads.get(name);
    try {
      write(workload);
      for (List<String> run : workload.prepare()) {
        Process prepared = run(workload, run, "prepare.log");
        if (!prepared.waitFor(60, TimeUnit.SECONDS) || prepared.exitValue() != 0) {
          prepared.destroyForcibly();
          throw new IllegalStateException(name + " can't be prepared: see prepare.log");
        }
      }
      running.put(name, run(workload, workload.arguments(), "node.log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** As a crash does: no farewell. */
  void kill(NodeName name) {
    Process process = running.remove(name);
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
  }

  void killAll() {
    List.copyOf(running.keySet()).forEach(this::kill);
  }

  Map<NodeName, Process> running() {
    return running;
  }

  /** Every node's RPC port. */
  LedgerEndpoints endpoints() {
    Map<NodeName, Map<String, HostPort>> nodes = new TreeMap<>();
    workloads.forEach(
        (name, workload) ->
            nodes.put(
                name, Map.of("rpc", new HostPort(address(name), workload.port("rpc").number()))));
    List<NodeName> voters =
        input.plan().nodes().stream()
            .filter(n -> n.group().isPresent() && n.stays())
            .map(PlannedNode::name)
            .toList();
    return new LedgerEndpoints(input.network(), nodes, voters, input.birth());
  }

  private void write(Workload workload) throws IOException {
    Path folder = Files.createDirectories(folder(workload.name()));
    for (ConfigFile file : workload.files()) {
      Files.writeString(folder.resolve(file.name()), filled(workload, file.text()));
    }
    for (SecretFile secret : workload.secrets()) {
      Files.writeString(folder.resolve(secret.name()), Scenario.key(workload.name()).privateKey());
    }
    for (Volume volume : workload.volumes()) {
      Files.createDirectories(folder.resolve(volume.name()));
    }
  }

  private Process run(Workload workload, List<String> arguments, String log) throws IOException {
    ProcessBuilder builder = new ProcessBuilder();
    builder.command().add(program.toString());
    arguments.forEach(argument -> builder.command().add(filled(workload, argument)));
    builder.environment().clear();
    builder.environment().putAll(workload.environment());
    builder.environment().put("HOME", home.toString());
    return builder
        .directory(folder(workload.name()).toFile())
        .redirectErrorStream(true)
        .redirectOutput(
            ProcessBuilder.Redirect.appendTo(folder(workload.name()).resolve(log).toFile()))
        .start();
  }

  private String filled(Workload workload, String text) {
    return Symbols.fill(
        text,
        symbol ->
            symbol.equals("bind")
                ? address(workload.name())
                : folder(workload.name())
                    .resolve(symbol.substring(symbol.indexOf('.') + 1))
                    .toString());
  }

  private String address(NodeName name) {
    return input.addresses().get(name, "p2p", Viewpoint.INSIDE).host();
  }

  private Path folder(NodeName name) {
    return home.resolve(name.value());
  }

  @Override
  public void close() {
    killAll();
  }
}
