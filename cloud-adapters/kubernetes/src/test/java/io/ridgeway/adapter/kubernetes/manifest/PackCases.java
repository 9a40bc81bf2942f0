package io.ridgeway.adapter.kubernetes.manifest;

import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.ConfigFile;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.deploy.Port;
import io.ridgeway.model.deploy.Probe;
import io.ridgeway.model.deploy.Probes;
import io.ridgeway.model.deploy.SecretFile;
import io.ridgeway.model.deploy.Sidecar;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.deploy.Volume;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.place.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The golden cases of all packs, read back as deployments: what a pack renders today is what is
 * made into manifests here, though neither module sees the other.
 */
final class PackCases {
  private static final Path PACKS = Path.of("../../framework-templates");
  private static final Pattern FIELD = Pattern.compile("(\\w+)=([^,\\]]+)");

  private PackCases() {}

  /** Case, as {@code pack-case}, to its deployments. */
  static Map<String, List<Deployment>> all() {
    Map<String, List<Deployment>> cases = new TreeMap<>();
    for (Path pack : list(PACKS)) {
      Path golden = pack.resolve("src/test/golden");
      if (Files.isDirectory(golden)) {
        for (Path one : list(golden)) {
          cases.put(pack.getFileName() + "-" + one.getFileName(), deployments(one.resolve("out")));
        }
      }
    }
    if (cases.isEmpty()) {
      throw new AssertionError("no pack has a golden case: is this the module's directory?");
    }
    return cases;
  }

  private static List<Deployment> deployments(Path out) {
    List<Deployment> deployments = new ArrayList<>();
    for (Path cityNode : list(out)) {
      List<NodeText> nodes = list(cityNode).stream().map(NodeText::read).toList();
      deployments.add(
          new Deployment(
              new NetworkId(nodes.get(0).one("network")),
              new CityNodeId(cityNode.getFileName().toString()),
              nodes.stream().map(NodeText::whole).toList()));
    }
    Map<String, Long> members =
        deployments.stream()
            .flatMap(d -> d.workloads().stream())
            .flatMap(w -> w.consensusGroup().stream())
            .collect(Collectors.groupingBy(g -> g, Collectors.counting()));
    Map<String, Integer> shares = new TreeMap<>();
    // f of 3f + 1, divided.
    members.forEach((g, n) -> shares.put(g, (int) ((n - 1) / 3 / deployments.size())));
    return deployments.stream()
        .map(d -> new Deployment(d.network(), d.cityNode(), d.workloads(), shares))
        .toList();
  }

  /** The lines {@code key: value} of a {@code workload.txt}, and the files beside it. */
  private record NodeText(Path folder, Map<String, List<String>> lines) {
    static NodeText read(Path folder) {
      Map<String, List<String>> lines = new TreeMap<>();
      for (String line : text(folder.resolve("workload.txt")).split("\n")) {
        int colon = line.indexOf(": ");
        lines
            .computeIfAbsent(line.substring(0, colon), key -> new ArrayList<>())
            .add(line.substring(colon + 2));
      }
      return new NodeText(folder, lines);
    }

    /** With what is beside it. */
    Workload whole() {
      return workload()
          .with(
              list(folder).stream()
                  .filter(f -> Files.exists(f.resolve("workload.txt")))
                  .map(NodeText::read)
                  .map(NodeText::sidecar)
                  .toList());
    }

    private Sidecar sidecar() {
      Workload like = workload();
      return new Sidecar(
          folder.getFileName().toString().substring("with-".length()),
          like.software(),
          like.arguments(),
          like.environment(),
          like.files(),
          like.secrets(),
          like.volumes(),
          like.ports(),
          like.probes(),
          like.resources());
    }

    private Optional<String> around(String secret) {
      Path file = folder.resolve(secret);
      return Files.exists(file) ? Optional.of(text(file)) : Optional.empty();
    }

    Workload workload() {
      String[] software = one("software").split(" ");
      Map<String, String> resources = fields(one("resources"));
      return new Workload(
          new NodeName(folder.getFileName().toString()),
          one("role"),
          new Software(software[0], software[1]),
          all("prepare").stream().map(run -> List.of(run.split(" "))).toList(),
          all("argument"),
          all("environment").stream()
              .map(e -> e.split("=", 2))
              .collect(Collectors.toMap(e -> e[0], e -> e[1])),
          all("file").stream().map(f -> new ConfigFile(f, text(folder.resolve(f)))).toList(),
          all("secret").stream()
              .map(PackCases::fields)
              .map(
                  f ->
                      new SecretFile(
                          f.get("name"),
                          new KeyId(f.get("key")),
                          SecretFile.Format.valueOf(f.get("format")),
                          around(f.get("name"))))
              .toList(),
          all("volume").stream()
              .map(PackCases::fields)
              .map(f -> new Volume(f.get("name"), Integer.parseInt(f.get("sizeGib"))))
              .toList(),
          all("port").stream()
              .map(PackCases::fields)
              .map(
                  f ->
                      new Port(
                          f.get("name"),
                          Integer.parseInt(f.get("number")),
                          Port.Protocol.valueOf(f.get("protocol")),
                          Port.Exposure.valueOf(f.get("exposure"))))
              .toList(),
          new Probes(probe("alive"), probe("serves")),
          new Resources(
              Long.parseLong(resources.get("cpuMillis")),
              Long.parseLong(resources.get("memoryMib")),
              Long.parseLong(resources.get("storageGib"))),
          all("consensus group").stream().findFirst());
    }

    private Optional<Probe> probe(String key) {
      return all(key).stream()
          .findFirst()
          .map(
              text ->
                  text.startsWith("TcpOpen")
                      ? new Probe.TcpOpen(fields(text).get("port"))
                      : new Probe.HttpGet(fields(text).get("port"), fields(text).get("path")));
    }

    String one(String key) {
      return all(key).get(0);
    }

    private List<String> all(String key) {
      return lines.getOrDefault(key, List.of());
    }
  }

  /** The components of a record, out of its text. */
  private static Map<String, String> fields(String text) {
    return FIELD
        .matcher(text)
        .results()
        .collect(Collectors.toMap((MatchResult m) -> m.group(1), m -> m.group(2)));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> list(Path directory) {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
