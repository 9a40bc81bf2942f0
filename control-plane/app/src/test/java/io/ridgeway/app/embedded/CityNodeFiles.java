package io.ridgeway.app.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the local city node has of networks, read from its files and from the process table. */
public record CityNodeFiles(Path root) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The directories of a network's nodes. */
  public List<Path> nodes(String network) {
    try (Stream<Path> all = Files.list(root.resolve("nodes"))) {
      return all.filter(d -> d.getFileName().toString().startsWith(network + "."))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The process of each node as it was recorded, by the node's directory. */
  public Map<String, ProcessMark> recorded(String network) {
    Map<String, ProcessMark> marks = new TreeMap<>();
    for (Path node : nodes(network)) {
      JsonNode process = read(node.resolve("run.json")).path("process");
      marks.put(
          node.getFileName().toString(),
          new ProcessMark(
              process.path("pid").asLong(),
              process.path("startTicks").asLong(),
              process.path("boot").asText()));
    }
    return marks;
  }

  /** The processes that run in the network's directories, whether anybody recorded them or not. */
  public List<Long> processes(String network) {
    return ProcessHandle.allProcesses()
        .map(ProcessHandle::pid)
        .filter(pid -> ProcessMark.of(pid).isPresent())
        .filter(pid -> mentions(pid, root.resolve("nodes").resolve(network + ".").toString()))
        .toList();
  }

  /** The network's addresses that are kept for it. */
  public int reservations(String network) {
    Path record = root.resolve("networks").resolve(network + ".json");
    return Files.exists(record) ? read(record).path("places").size() : 0;
  }

  /** Where a node's port is, as its reservation says. */
  public InetSocketAddress address(String network, String node, String port) {
    for (JsonNode place :
        read(root.resolve("networks").resolve(network + ".json")).path("places")) {
      for (JsonNode known : place.path("ports")) {
        if (place.at("/node/value").asText().equals(node)
            && known.path("name").asText().equals(port)) {
          return new InetSocketAddress(place.path("host").asText(), known.path("number").asInt());
        }
      }
    }
    throw new IllegalStateException("no port " + port + " of " + node);
  }

  private static boolean mentions(long pid, String directory) {
    Path process = Path.of("/proc", Long.toString(pid));
    try {
      return Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1)
              .contains(directory)
          || Files.readSymbolicLink(process.resolve("cwd")).toString().startsWith(directory);
    } catch (IOException e) {
      return false; // It ended meanwhile, or is the kernel's.
    }
  }

  private static JsonNode read(Path file) {
    try {
      return JSON.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
