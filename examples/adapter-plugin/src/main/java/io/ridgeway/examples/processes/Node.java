package io.ridgeway.examples.processes;

import io.ridgeway.adapter.Observation.ObservedWorkload;
import io.ridgeway.adapter.Observation.Phase;
import io.ridgeway.adapter.Usage;
import io.ridgeway.adapter.WorkloadDigest;
import io.ridgeway.model.deploy.ConfigFile;
import io.ridgeway.model.deploy.Port;
import io.ridgeway.model.deploy.Port.Exposure;
import io.ridgeway.model.deploy.Probe;
import io.ridgeway.model.deploy.SecretFile;
import io.ridgeway.model.deploy.Symbols;
import io.ridgeway.model.deploy.Volume;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.key.NodeSecrets;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.HostPort;
import io.ridgeway.model.place.Resources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * One node: a directory with what is kept of it ({@code kept}), its files ({@code conf}) and its
 * {@code volumes}; and its process.
 */
final class Node {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final Duration DEAF = Duration.ofSeconds(60);
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<Set<PosixFilePermission>> OWNERS_DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Path directory;
  private final NodeName name;
  private final Clock clock;
  private final Kept kept;
  private Program program;
  private Instant heard;

  private Node(Path directory, NodeName name, Clock clock) throws IOException {
    this.directory = directory;
    this.name = name;
    this.clock = clock;
    this.kept = Kept.open(directory.resolve("kept"));
    this.program = Program.again(kept.get("process"));
    this.heard = clock.instant();
  }

  static Node open(Path directory, NodeName name, Clock clock) throws IOException {
    Files.createDirectories(directory);
    return new Node(directory, name, clock);
  }

  NodeName name() {
    return name;
  }

  Path directory() {
    return directory;
  }

  // where it is reached

  boolean isReserved() {
    return kept.has("host");
  }

  String host() {
    return kept.get("host");
  }

  void reserve(String host) throws IOException {
    kept.put("host", host).save();
  }

  void addPorts(List<Port> ports) throws IOException {
    ports.forEach(p -> kept.put("port." + p.name(), p.number() + " " + p.exposure()));
    kept.save();
  }

  Optional<HostPort> reached(String port) {
    String[] known = kept.get("port." + port).split(" ", 2);
    return known.length < 2 || Exposure.valueOf(known[1]) == Exposure.NONE
        ? Optional.empty()
        : Optional.of(new HostPort(host(), Integer.parseInt(known[0])));
  }

  // what it is

  boolean isDeployed() {
    return kept.has("digest");
  }

  /** Of the workload that it was brought to; another if somebody changed its files. */
  Optional<String> digest() {
    boolean untouched =
        kept.under("file.").entrySet().stream()
            .allMatch(
                f -> Machine.holds(directory.resolve("conf").resolve(f.getKey()), f.getValue()));
    return isDeployed()
        ? Optional.of(untouched ? kept.get("digest") : "changed")
        : Optional.empty();
  }

  Resources resources() {
    return new Resources(
        Long.parseLong(kept.get("cpuMillis")),
        Long.parseLong(kept.get("memoryMib")),
        Long.parseLong(kept.get("storageGib")));
  }

  /**
   * Brings it to that workload. A crash on the way leaves it undeployed: it is applied again.
   *
   * @param stopped whether it is to stand still
   */
  void deploy(Workload workload, Path binary, NodeSecrets secrets, boolean stopped)
      throws IOException {
    end();
    kept.clear("digest", "file.", "command.", "variable.", "alive");
    kept.save();
    Machine.deleteTree(directory.resolve("conf"));
    Files.createDirectory(directory.resolve("conf"), OWNERS_DIRECTORY);
    for (Volume volume : workload.volumes()) {
      Files.createDirectories(directory.resolve("volumes").resolve(volume.name()));
    }
    UnaryOperator<String> fill = text -> Symbols.fill(text, symbol -> value(workload, symbol));
    for (ConfigFile file : workload.files()) {
      String text = fill.apply(file.text());
      Path path = directory.resolve("conf").resolve(file.name());
      if (file.name().contains("/")) {
        Files.createDirectories(path.getParent(), OWNERS_DIRECTORY);
      }
      Files.writeString(path, text);
      kept.put("file." + file.name(), text);
    }
    for (SecretFile secret : workload.secrets()) {
      write(secret, fill, secrets);
    }
    List<List<String>> runs = new ArrayList<>(workload.prepare());
    runs.add(workload.arguments());
    for (int i = 0; i < runs.size(); i++) {
      kept.put("command." + i + ".0", binary.toString());
      for (int j = 0; j < runs.get(i).size(); j++) {
        kept.put("command." + i + "." + (j + 1), fill.apply(runs.get(i).get(j)));
      }
    }
    workload.environment().forEach((k, v) -> kept.put("variable." + k, fill.apply(v)));
    workload.probes().alive().ifPresent(p -> kept.put("alive", probe(workload, p)));
    kept.put("runs", Integer.toString(runs.size()))
        .put("cpuMillis", Long.toString(workload.resources().cpuMillis()))
        .put("memoryMib", Long.toString(workload.resources().memoryMib()))
        .put("storageGib", Long.toString(workload.resources().storageGib()))
        .put("restarts", "0")
        .put("failures", "0")
        .put("digest", WorkloadDigest.of(workload));
    if (stopped) {
      become(Phase.STOPPED, "");
    } else {
      start(0);
    }
  }

  /** Has it stand still, or run, if it doesn't yet. */
  void stand(boolean still) throws IOException {
    if (still && !isStopped()) {
      // Kept first: whoever comes after a crash ends what still runs.
      become(Phase.STOPPED, "");
      end();
    } else if (!still && isStopped()) {
      end();
      start(0);
    }
  }

  private boolean isStopped() {
    return kept.get("phase").equals(Phase.STOPPED.name());
  }

  private static String probe(Workload workload, Probe probe) {
    if (probe instanceof Probe.HttpGet http) {
      return workload.port(http.port()).number() + " " + http.path();
    }
    return Integer.toString(workload.port(((Probe.TcpOpen) probe).port()).number());
  }

  private String value(Workload workload, String symbol) {
    String inside = symbol.substring(symbol.indexOf('.') + 1);
    if (symbol.equals("bind")) {
      return host();
    }
    if (symbol.equals("files") || symbol.equals("secrets")) {
      return directory.resolve("conf").toString();
    }
    boolean isVolume = symbol.startsWith("volume.");
    boolean known =
        isVolume
            ? workload.volumes().stream().anyMatch(v -> v.name().equals(inside))
            : workload.files().stream().anyMatch(f -> f.name().equals(inside))
                || workload.secrets().stream().anyMatch(s -> s.name().equals(inside));
    if (!known) {
      throw new IllegalArgumentException(name + " doesn't declare {{" + symbol + "}}");
    }
    return directory.resolve(isVolume ? "volumes" : "conf").resolve(inside).toString();
  }

  /** Secrets are asked for when they are written, written for the owner only, and wiped. */
  private void write(SecretFile secret, UnaryOperator<String> fill, NodeSecrets secrets)
      throws IOException {
    byte[] key = secrets.open(secret.key());
    byte[] value = secret.format().encode(key);
    byte[] text = secret.content(value, fill);
    try {
      Path file = Files.createFile(directory.resolve("conf").resolve(secret.name()), OWNER_ONLY);
      Files.write(file, text);
    } finally {
      Arrays.fill(key, (byte) 0);
      Arrays.fill(value, (byte) 0);
      Arrays.fill(text, (byte) 0);
    }
  }

  // how it is

  ObservedWorkload observed() {
    boolean stops = isStopped() && program.runs();
    return new ObservedWorkload(
        name,
        stops ? Phase.STARTING : Phase.valueOf(kept.get("phase")),
        digest().orElse(""),
        Integer.parseInt(kept.get("restarts")),
        Instant.parse(kept.get("since")),
        stops ? "It is being stopped." : kept.get("message"));
  }

  Usage usage() {
    return new Usage(
        name,
        program.cpu().toMillis(),
        program.memoryBytes(),
        Machine.bytesIn(directory.resolve("volumes")));
  }

  /** Looks after its process; gives whether anything changed. */
  boolean supervise() throws IOException {
    if (!isDeployed()) {
      return false;
    }
    if (isStopped()) {
      if (program.runs()) {
        program.kill();
      }
      return false;
    }
    Instant now = clock.instant();
    Phase phase = Phase.valueOf(kept.get("phase"));
    int run = Integer.parseInt(kept.get("run"));
    boolean isLast = run == Integer.parseInt(kept.get("runs")) - 1;
    if (program.runs()) {
      if (!isLast || isAlive()) {
        heard = now;
      } else if (heard.plus(DEAF).isBefore(now)) {
        program.kill();
      }
      return isLast && heard.equals(now) && phase == Phase.STARTING && become(Phase.RUNNING, "");
    }
    if (phase == Phase.BACKING_OFF) {
      return !now.isBefore(Instant.parse(kept.get("retry"))) && again();
    }
    if (!isLast && program.succeeded()) {
      start(run + 1);
      return true;
    }
    return backOff(now);
  }

  private boolean backOff(Instant now) throws IOException {
    // Who ran for long before doesn't wait for long.
    boolean ranLong = Instant.parse(kept.get("since")).plus(LONGEST_PAUSE).isBefore(now);
    int failures = ranLong ? 0 : Integer.parseInt(kept.get("failures"));
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures, 10));
    Duration wait = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    kept.put("failures", Integer.toString(failures + 1)).put("retry", now.plus(wait).toString());
    return become(Phase.BACKING_OFF, "It ended" + program.how() + " and is started again.");
  }

  private boolean again() throws IOException {
    kept.put("restarts", Integer.toString(Integer.parseInt(kept.get("restarts")) + 1));
    start(0);
    return true;
  }

  private boolean isAlive() {
    String[] probe = kept.get("alive").split(" ", 2);
    if (probe[0].isEmpty()) {
      return true;
    }
    int port = Integer.parseInt(probe[0]);
    return probe.length == 1
        ? Machine.accepts(host(), port)
        : Machine.answers(host(), port, probe[1]);
  }

  private void start(int run) throws IOException {
    List<String> command = new ArrayList<>(List.of("setsid"));
    for (int j = 0; kept.has("command." + run + "." + j); j++) {
      command.add(kept.get("command." + run + "." + j));
    }
    program = Program.start(command, kept.under("variable."), directory);
    heard = clock.instant();
    kept.put("run", Integer.toString(run)).put("process", program.text());
    become(Phase.STARTING, "");
  }

  private boolean become(Phase phase, String message) throws IOException {
    kept.put("phase", phase.name())
        .put("message", message)
        .put("since", clock.instant().toString())
        .save();
    return true;
  }

  void askToEnd() {
    program.askToEnd();
  }

  void end() {
    program.end();
  }
}
