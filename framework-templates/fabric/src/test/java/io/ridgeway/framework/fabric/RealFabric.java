package io.ridgeway.framework.fabric;

import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.TlsChannelCredentials;
import io.ridgeway.framework.FrameworkPack;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.framework.NetworkPlan.PlannedNode;
import io.ridgeway.framework.fabric.admin.Broadcast;
import io.ridgeway.framework.fabric.admin.Lifecycle;
import io.ridgeway.framework.fabric.admin.PeerAdmin;
import io.ridgeway.framework.fabric.channel.SigningIdentity;
import io.ridgeway.framework.fabric.lab.ContractService;
import io.ridgeway.framework.fabric.lab.FabricPrograms;
import io.ridgeway.model.deploy.ConfigFile;
import io.ridgeway.model.deploy.SecretFile;
import io.ridgeway.model.deploy.Symbols;
import io.ridgeway.model.deploy.Task;
import io.ridgeway.model.deploy.Volume;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.Address;
import io.ridgeway.model.place.HostPort;
import io.ridgeway.model.place.Viewpoint;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.client.Gateway;
import org.hyperledger.fabric.client.Hash;
import org.hyperledger.fabric.client.identity.Identities;
import org.hyperledger.fabric.client.identity.X509Identity;

/**
 * A rendered network as processes of this machine, each on a loopback address of its own: the least
 * of an adapter that shows whether real nodes take what the pack renders.
 */
final class RealFabric implements AutoCloseable {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final FabricPrograms programs;
  private final Path home;
  private final FrameworkPack pack;
  private TestNetwork lab;
  private final Map<NodeName, Workload> workloads = new TreeMap<>();
  private final Map<NodeName, Process> running = new TreeMap<>();
  private final List<ManagedChannel> connections = new ArrayList<>();

  RealFabric(FrameworkPack pack, FabricPrograms programs, Path home, TestNetwork lab) {
    this.programs = programs;
    this.home = home;
    this.lab = lab;
    this.pack = pack;
    change(lab);
  }

  /** From now on they are rendered from that; who runs goes on as it is. */
  void change(TestNetwork next) {
    lab = next;
    workloads.clear();
    pack.render(next.input()).stream()
        .flatMap(deployment -> deployment.workloads().stream())
        .forEach(workload -> workloads.put(workload.name(), workload));
  }

  /** What a node runs, as it is rendered now. */
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
      List<String> command = new ArrayList<>(program(workload));
      workload.arguments().forEach(argument -> command.add(filled(workload, argument)));
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().clear();
      workload.environment().forEach((k, v) -> builder.environment().put(k, filled(workload, v)));
      builder.environment().put("HOME", folder(name).toString());
      running.put(
          name,
          builder
              .directory(folder(name).toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log(name).toFile()))
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> program(Workload workload) {
    return workload.software().equals(Release.CONTRACTS)
        ? ContractService.command()
        : List.of(
            programs
                .of(workload.software().version())
                .path(workload.software().name().replace("fabric-", ""))
                .toString());
  }

  /** The processes that run, by their nodes. */
  Map<NodeName, Long> pids() {
    Map<NodeName, Long> pids = new TreeMap<>();
    running.forEach((node, process) -> pids.put(node, process.pid()));
    return pids;
  }

  /** As a crash does: no farewell. */
  void kill(NodeName name) {
    Process process = running.remove(name);
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
  }

  /**
   * Runs a task to its end, on the volumes of its node, which is stopped.
   *
   * @return what it said, by what it ended with
   */
  Map.Entry<Integer, List<String>> run(Task task) {
    Workload node = workloads.get(task.node().orElseThrow());
    List<String> command = new ArrayList<>(program(node));
    task.arguments().forEach(argument -> command.add(filled(node, argument)));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    task.environment().forEach((k, v) -> builder.environment().put(k, filled(node, v)));
    try {
      Process process =
          builder
              .directory(folder(node.name()).toFile())
              .redirectErrorStream(true)
              .redirectOutput(log(task.nodeName()).toFile())
              .start();
      if (!process.waitFor(2, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError(task.name() + " doesn't end");
      }
      return Map.entry(process.exitValue(), Files.readAllLines(log(task.nodeName())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Fails with the last that a node said, if one has ended. */
  void allRun() {
    running.forEach(
        (name, process) -> {
          if (!process.isAlive()) {
            throw new AssertionError(name + " ended with " + process.exitValue() + tail(name));
          }
        });
  }

  String tail(NodeName name) {
    try {
      List<String> lines = Files.readAllLines(log(name));
      List<String> said =
          new ArrayList<>(lines.stream().filter(l -> l.matches(".*(PANI|FATA|ERRO).*")).toList());
      said.addAll(lines.subList(Math.max(0, lines.size() - 8), lines.size()));
      return "\n" + String.join("\n", said);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where anybody reaches a port of a node. */
  HostPort at(NodeName node, String port) {
    return new HostPort(host(node), workloads.get(node).port(port).number());
  }

  /** As the driver reaches them: every port, by tunnels where it must. */
  LedgerEndpoints endpoints() {
    Map<NodeName, Map<String, HostPort>> nodes = new TreeMap<>();
    workloads.forEach(
        (node, workload) -> {
          Map<String, HostPort> ports = new TreeMap<>();
          workload.ports().forEach(port -> ports.put(port.name(), at(node, port.name())));
          nodes.put(node, ports);
        });
    return new LedgerEndpoints(
        lab.input().network(),
        nodes,
        lab.input().plan().nodes().stream()
            .filter(node -> node.group().isPresent() && node.stays())
            .map(PlannedNode::name)
            .sorted()
            .toList(),
        lab.input().birth());
  }

  /** As the gateway reaches them. */
  LedgerEndpoints outside() {
    Map<NodeName, Map<String, HostPort>> nodes = new TreeMap<>();
    Map<String, String> authorities = new TreeMap<>();
    for (Address address : lab.input().addresses().all()) {
      HostPort at = address.from().get(Viewpoint.GATEWAY);
      if (at != null) {
        nodes.computeIfAbsent(address.node(), n -> new TreeMap<>()).put(address.port(), at);
      }
    }
    lab.input()
        .identities()
        .certificates()
        .forEach((name, issued) -> authorities.put(name, issued.get(name).pem()));
    return new LedgerEndpoints(
        lab.input().network(), nodes, List.of(), lab.input().birth(), authorities);
  }

  PeerAdmin peer(String organisation, NodeName node) {
    return new PeerAdmin(
        connect(organisation, at(node, Roles.GOSSIP)),
        lab.administrator(organisation),
        RealFabric::nonce,
        Clock.systemUTC());
  }

  Lifecycle lifecycle(String organisation, NodeName node) {
    return new Lifecycle(
        connect(organisation, at(node, Roles.GOSSIP)),
        lab.administrator(organisation),
        RealFabric::nonce,
        Clock.systemUTC());
  }

  /** A connection to a peer. */
  ManagedChannel peerOf(NodeName node) {
    return connect(Topology.owner(node), at(node, Roles.GOSSIP));
  }

  /** An application of an organisation at the gateway of a peer, its own or another's. */
  Gateway gateway(String organisation, NodeName node) {
    SigningIdentity client = lab.administrator(organisation);
    try {
      return Gateway.newInstance()
          .identity(
              new X509Identity(
                  client.mspId(),
                  Identities.readX509Certificate(new StringReader(client.certificate()))))
          .hash(Hash.NONE)
          .signer(message -> client.sign(message).toByteArray())
          .connection(peerOf(node))
          .evaluateOptions(o -> o.withDeadlineAfter(30, TimeUnit.SECONDS))
          .endorseOptions(o -> o.withDeadlineAfter(30, TimeUnit.SECONDS))
          .submitOptions(o -> o.withDeadlineAfter(30, TimeUnit.SECONDS))
          .commitStatusOptions(o -> o.withDeadlineAfter(60, TimeUnit.SECONDS))
          .connect();
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  Broadcast broadcast(NodeName orderer) {
    return new Broadcast(connect(Topology.ORDERING, at(orderer, Roles.CLUSTER)));
  }

  static byte[] nonce() {
    byte[] nonce = new byte[24];
    RANDOM.nextBytes(nonce);
    return nonce;
  }

  /** As an application does: it trusts the authority and checks the host. */
  private ManagedChannel connect(String owner, HostPort at) {
    try {
      String authority = lab.input().identities().root(FabricIdentities.tlsAuthority(owner)).pem();
      ManagedChannel connection =
          Grpc.newChannelBuilder(
                  at.toString(),
                  TlsChannelCredentials.newBuilder().trustManager(stream(authority)).build())
              .build();
      connections.add(connection);
      return connection;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ByteArrayInputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private void write(Workload workload) throws IOException {
    Path folder = Files.createDirectories(folder(workload.name()));
    for (ConfigFile file : workload.files()) {
      Path path = folder.resolve("files").resolve(file.name());
      Files.createDirectories(path.getParent());
      Files.writeString(path, filled(workload, file.text()));
      if (file.executable()) {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
      }
    }
    Files.createDirectories(folder.resolve("secrets"));
    for (SecretFile secret : workload.secrets()) {
      byte[] value = secret.format().encode(lab.custody().scalar(secret.key()));
      Files.write(
          folder.resolve("secrets").resolve(secret.name()),
          secret.content(value, text -> filled(workload, text)));
    }
    for (Volume volume : workload.volumes()) {
      Files.createDirectories(folder.resolve("volumes").resolve(volume.name()));
    }
  }

  private String filled(Workload workload, String text) {
    return Symbols.fill(
        text,
        symbol -> {
          int dot = symbol.indexOf('.');
          String kind = dot < 0 ? symbol : symbol.substring(0, dot) + "s";
          Path folder = folder(workload.name()).resolve(kind);
          return symbol.equals("bind")
              ? host(workload.name())
              : (dot < 0 ? folder : folder.resolve(symbol.substring(dot + 1))).toString();
        });
  }

  private String host(NodeName node) {
    String port =
        switch (workloads.get(node).role()) {
          case Roles.ORDERER -> Roles.CLUSTER;
          case Roles.CONTRACT -> Roles.SERVICE;
          default -> Roles.GOSSIP;
        };
    return lab.input().addresses().get(node, port, Viewpoint.INSIDE).host();
  }

  private Path folder(NodeName name) {
    return home.resolve(name.value());
  }

  /** Where a node has what it keeps. */
  Path data(NodeName name) {
    return folder(name).resolve("volumes").resolve(FabricNodes.DATA);
  }

  private Path log(NodeName name) {
    return home.resolve(name + ".log");
  }

  @Override
  public void close() {
    connections.forEach(ManagedChannel::shutdownNow);
    for (ManagedChannel connection : connections) {
      try {
        connection.awaitTermination(5, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    List.copyOf(running.keySet()).forEach(this::kill);
  }
}
