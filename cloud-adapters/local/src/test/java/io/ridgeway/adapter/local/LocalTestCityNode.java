package io.ridgeway.adapter.local;

import io.ridgeway.adapter.AdapterContext;
import io.ridgeway.adapter.CloudAdapter;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** A home in a directory of its own, with addresses of its own. */
final class LocalTestCityNode implements TestCityNode {
  static final CityNodeId ID = new CityNodeId("local-1");

  final Path directory;
  final Path home;
  final Map<String, String> configuration = new HashMap<>();

  LocalTestCityNode() throws IOException {
    this(Files.createTempDirectory("ridgeway-local"));
  }

  LocalTestCityNode(Path directory) throws IOException {
    this.directory = directory;
    this.home = directory.resolve("home");
    ThreadLocalRandom random = ThreadLocalRandom.current();
    configuration.put("home", home.toString());
    configuration.put("software", SampleProgram.list(directory).toString());
    configuration.put(
        "addresses", "127." + random.nextInt(100, 250) + "." + random.nextInt(256) + ".0/24");
    configuration.put("minFreeDiskMib", "0");
    configuration.put("lockWaitSeconds", "0");
    configuration.put("cpuMillis", "4000");
    configuration.put("memoryMib", "4096");
  }

  LocalTestCityNode with(String setting, Object value) {
    configuration.put(setting, value.toString());
    return this;
  }

  @Override
  public CityNodeId id() {
    return ID;
  }

  @Override
  public CloudAdapter open() {
    return new LocalCloudAdapterProvider().open(AdapterContext.of(ID, configuration));
  }

  @Override
  public CloudAdapter openWithoutUdp() {
    Map<String, String> changed = new HashMap<>(configuration);
    changed.put("udp", "false");
    return new LocalCloudAdapterProvider().open(AdapterContext.of(ID, changed));
  }

  @Override
  public Software software() {
    return SampleProgram.SOFTWARE;
  }

  @Override
  public List<String> argumentsToListen(List<Port> ports) {
    List<String> arguments = new ArrayList<>(List.of("serve", Symbols.BIND));
    for (Port port : ports) {
      arguments.add(port.number() + (port.protocol() == Protocol.TCP ? "" : "/udp"));
    }
    return arguments;
  }

  @Override
  public List<String> argumentsToFail() {
    return List.of("fail");
  }

  @Override
  public List<String> argumentsToNote(String line, String file, Ending ending) {
    return List.of("note", file, line, ending.name());
  }

  @Override
  public List<String> lines(NetworkId network, NodeName node, String volume, String file) {
    Path path = nodeDirectory(network, node).volumes().resolve(volume).resolve(file);
    try {
      return Files.exists(path) ? Files.readAllLines(path) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean link(NetworkId network, NodeName node, String volume, String name, String to) {
    Path link = nodeDirectory(network, node).volumes().resolve(volume).resolve(name);
    try {
      Files.createSymbolicLink(link, Path.of(to));
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void kill(NetworkId network, NodeName node) {
    long pid = pid(network, node);
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
  }

  @Override
  public void kill(NetworkId network, NodeName node, String sidecar) {
    NodeDirectory directory =
        nodeDirectories().stream()
            .filter(d -> d.network().equals(network) && d.node().equals(node))
            .filter(d -> d.sidecar().filter(sidecar::equals).isPresent())
            .findFirst()
            .orElseThrow();
    long pid = RunRecord.read(directory).process().orElseThrow().pid();
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
  }

  /** The recorded process of a node. */
  long pid(NetworkId network, NodeName node) {
    return RunRecord.read(nodeDirectory(network, node)).process().orElseThrow().pid();
  }

  NodeDirectory nodeDirectory(NetworkId network, NodeName node) {
    return nodeDirectories().stream()
        .filter(d -> d.network().equals(network) && d.node().equals(node))
        .filter(d -> d.sidecar().isEmpty())
        .findFirst()
        .orElseThrow();
  }

  /** Of workloads and tasks. */
  List<NodeDirectory> nodeDirectories() {
    try {
      if (!Home.exists(home)) {
        return List.of();
      }
      List<NodeDirectory> all = new ArrayList<>(Home.open(home).nodeDirectories());
      all.addAll(Home.open(home).taskDirectories());
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What lives of this home. */
  List<Processes.Found> processes() {
    try {
      return new Processes(ProcessTable.ofThisMachine(), Home.open(home).id()).all();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<String> traces(NetworkId network) {
    List<String> traces = new ArrayList<>();
    List<String> known = new ArrayList<>();
    for (NodeDirectory directory : nodeDirectories()) {
      if (directory.network().equals(network)) {
        traces.add("directory " + directory.path());
      } else {
        known.add(directory.incarnation());
      }
    }
    for (Processes.Found process : processes()) {
      if (!known.contains(process.marker().incarnation())) {
        traces.add("process " + process);
      }
    }
    Path file = home.resolve("networks").resolve(network + ".json");
    if (Files.exists(file)) {
      NetworkRecord record = Json.read(file, NetworkRecord.class);
      record.places().forEach(place -> traces.add("reserved " + place));
      record.workloads().forEach(workload -> traces.add("wanted " + workload));
      record.tasks().forEach(task -> traces.add("wanted " + task));
    }
    return traces;
  }

  @Override
  public List<String> visibleTexts() {
    List<String> texts = new ArrayList<>();
    try {
      for (Processes.Found process : processes()) {
        Path proc = Path.of("/proc", Long.toString(process.entry().pid()));
        texts.add(Files.readString(proc.resolve("cmdline")));
        texts.add(Files.readString(proc.resolve("environ")));
      }
      for (NodeDirectory directory : nodeDirectories()) {
        texts.add(Files.readString(directory.run()));
        texts.add(
            Files.readString(home.resolve("networks").resolve(directory.network() + ".json")));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return texts;
  }

  @Override
  public void close() {
    try {
      LocalCityNode.stopAll(home, Duration.ofSeconds(1));
      Disk.deleteTree(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
