package io.ridgeway.examples.processes;

import io.ridgeway.adapter.AdapterContext;
import io.ridgeway.adapter.CloudAdapter;
import io.ridgeway.adapter.CloudAdapterProvider;
import io.ridgeway.adapter.conformance.TestCityNode;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.Port;
import io.ridgeway.model.deploy.Port.Protocol;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.deploy.Symbols;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.CityNodeId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** What the kit needs to know of a directory with processes. */
final class ProcessesTestCityNode implements TestCityNode {
  private static final Software SOFTWARE = new Software("listener", "1");

  private final CloudAdapterProvider provider;
  private final Path directory = Files.createTempDirectory("example-processes");
  private final Map<String, String> configuration = new HashMap<>();

  ProcessesTestCityNode(CloudAdapterProvider provider) throws IOException {
    this.provider = provider;
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    configuration.put("directory", directory.toString());
    configuration.put("programs", SOFTWARE + " " + java);
    configuration.put("addresses", "127." + ThreadLocalRandom.current().nextInt(100, 250));
  }

  @Override
  public CityNodeId id() {
    return new CityNodeId("example-1");
  }

  @Override
  public CloudAdapter open() {
    return provider.open(AdapterContext.of(id(), configuration));
  }

  @Override
  public CloudAdapter openWithoutUdp() {
    Map<String, String> changed = new HashMap<>(configuration);
    changed.put("udp", "false");
    return provider.open(AdapterContext.of(id(), changed));
  }

  @Override
  public Software software() {
    return SOFTWARE;
  }

  @Override
  public List<String> argumentsToListen(List<Port> ports) {
    List<String> arguments = arguments("listen", Symbols.BIND);
    ports.forEach(
        p -> arguments.add(p.number() + (p.protocol() == Protocol.TCP_AND_UDP ? "/udp" : "")));
    return arguments;
  }

  @Override
  public List<String> argumentsToFail() {
    return arguments("fail");
  }

  private static List<String> arguments(String... words) {
    List<String> arguments =
        new ArrayList<>(
            List.of("-Xmx16m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"));
    arguments.addAll(List.of("-cp", Path.of("target/test-classes").toAbsolutePath().toString()));
    arguments.add(Listener.class.getName());
    arguments.addAll(List.of(words));
    return arguments;
  }

  @Override
  public void kill(NetworkId network, NodeName node) {
    program(directory.resolve("nodes").resolve(network.value()).resolve(node.value())).kill();
  }

  private static Program program(Path node) {
    try {
      return Program.again(Kept.open(node.resolve("kept")).get("process"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<String> traces(NetworkId network) {
    List<String> traces = new ArrayList<>();
    Path nodes = directory.resolve("nodes").resolve(network.value());
    if (Files.exists(nodes)) {
      list(nodes).forEach(node -> traces.add(node.toString()));
    }
    ProcessHandle.allProcesses()
        .filter(p -> livesIn(p, nodes))
        .forEach(p -> traces.add("process " + p.pid()));
    return traces;
  }

  /** Also where its directory is deleted already. */
  private static boolean livesIn(ProcessHandle process, Path directory) {
    try {
      Path work = Files.readSymbolicLink(Path.of("/proc/" + process.pid() + "/cwd"));
      return work.toString().startsWith(directory.toString());
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public List<String> visibleTexts() {
    List<String> texts = new ArrayList<>();
    for (Path node : nodes()) {
      long pid = program(node).handle().orElseThrow().pid();
      for (Path text :
          List.of(
              Path.of("/proc/" + pid + "/cmdline"),
              Path.of("/proc/" + pid + "/environ"),
              node.resolve("kept"))) {
        try {
          texts.add(Files.readString(text));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return texts;
  }

  private List<Path> nodes() {
    return list(directory.resolve("nodes")).stream().flatMap(n -> list(n).stream()).toList();
  }

  private static List<Path> list(Path path) {
    try {
      return Machine.list(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      nodes().forEach(node -> program(node).end());
      Machine.deleteTree(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
