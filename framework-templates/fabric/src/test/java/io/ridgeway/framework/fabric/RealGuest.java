package io.ridgeway.framework.fabric;

import io.ridgeway.framework.Administrators;
import io.ridgeway.framework.BirthInput;
import io.ridgeway.framework.BirthRecord;
import io.ridgeway.framework.Call;
import io.ridgeway.framework.Hosting;
import io.ridgeway.framework.Identities;
import io.ridgeway.framework.LedgerClient;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.framework.LedgerHealth;
import io.ridgeway.framework.LedgerTransaction;
import io.ridgeway.framework.Lineup;
import io.ridgeway.framework.NetworkPlan;
import io.ridgeway.framework.Receipt;
import io.ridgeway.framework.RenderInput;
import io.ridgeway.framework.Signatory;
import io.ridgeway.framework.fabric.channel.Blocks;
import io.ridgeway.framework.fabric.channel.ConfigEdit;
import io.ridgeway.framework.fabric.lab.ContractService;
import io.ridgeway.framework.fabric.lab.TestCustody;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.contract.Contract;
import io.ridgeway.model.deploy.ConfigFile;
import io.ridgeway.model.deploy.SecretFile;
import io.ridgeway.model.deploy.Symbols;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.key.Signature;
import io.ridgeway.model.key.ToSign;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.network.Roster;
import io.ridgeway.model.network.Standing;
import io.ridgeway.model.place.Address;
import io.ridgeway.model.place.Addresses;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.place.HostPort;
import io.ridgeway.model.place.Placement;
import io.ridgeway.model.place.Viewpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.hyperledger.fabric.protos.common.Config;

/** A channel on a real network's nodes, with an organisation of its own and custody of its own. */
final class RealGuest {
  private static final int SERVICE = 9999;

  private final RealChannel host;
  private final NetworkId id;
  private final NetworkSpec spec;
  private final TestCustody custody;
  private final BirthRecord birth;
  private final Map<NodeName, Process> services = new TreeMap<>();
  private List<Contract> contracts = List.of();
  private Lineup beside = Lineup.UNKNOWN;

  RealGuest(RealChannel host, NetworkId id, Map<String, String> parameters) {
    this(host, id, GuestSpecTest.guest(parameters));
  }

  RealGuest(RealChannel host, NetworkId id, NetworkSpec spec) {
    this.host = host;
    this.id = id;
    this.spec = spec;
    NetworkPlan plan = host.pack.plan(spec);
    this.custody = new TestCustody(plan.identities(), node -> List.of());
    RenderInput there = host.lab.input();
    this.birth =
        hosting()
            .birth(
                new BirthInput(
                    id,
                    spec,
                    plan,
                    new Placement(Map.of(), List.of(), false),
                    new Addresses(List.of()),
                    custody.identities(),
                    Instant.now()),
                new Hosting.Host(
                    there.network(),
                    there.spec(),
                    there.plan(),
                    there.placement(),
                    there.addresses(),
                    there.identities(),
                    there.birth()));
  }

  /**
   * A network of Fabric 3 that takes guests: two members with a peer each, and the contract {@code
   * depositary}, which its guests use too.
   *
   * @param subnet as {@link RealChannel#subnet} gives it
   */
  static RealChannel host(Path home, int orderers, String subnet) {
    return RealChannel.of(
        home,
        Map.of("orderer", orderers, "peer", 2, "contract", 2),
        Map.of("organisations", "alpha,beta", "contract", "depositary"),
        subnet);
  }

  /** One of such a host, that uses its contract. */
  static RealGuest of(RealChannel host, NetworkId id, String organisation) {
    return new RealGuest(host, id, Map.of("organisations", organisation, "contract", "depositary"));
  }

  private Hosting hosting() {
    return host.pack.hosting().orElseThrow();
  }

  /** Has the host's nodes join it, and waits until it works. */
  void bringUp() {
    host.eventually("the host's nodes have joined " + id, this::join, Optional.empty()::equals);
    host.eventually("the orderers agree on " + id, this::observe, LedgerHealth::agreed);
  }

  /** What is still missing. */
  Optional<String> join() {
    return host.pack.driver().join(endpoints(), new Both(false));
  }

  /** Has its ledger told who is revoked, and nothing else. */
  Optional<String> tell() {
    return host.pack.driver().join(endpoints(), new Both(true));
  }

  LedgerHealth observe() {
    return host.pack.driver().observe(endpoints(), LedgerHealth.UNHEARD);
  }

  /** Has the host's nodes leave it. */
  void leave() {
    host.eventually(
        "the host's orderers have left " + id,
        () -> hosting().leave(endpoints(), new Both(false)),
        Optional.empty()::equals);
  }

  /**
   * Has it run a version of a contract that it brought, and the services of the one before stopped
   * once its ledger runs it.
   *
   * @param program which of the examples it is
   * @param at a node's own address
   */
  void runs(Contract contract, String program, UnaryOperator<String> at, Path home) {
    Roster roster =
        new Roster(
            Map.of(Contract.STEM, new TreeMap<>(Map.of(contract.number(), Standing.ADMITTED))));
    NetworkPlan plan = hosting().plan(spec, roster, host.lab.input().spec());
    custody.grow(plan.identities(), node -> List.of(at.apply(node.value())));
    Addresses addresses =
        new Addresses(plan.nodes().stream().map(n -> address(n.name(), at)).toList());
    Map<NodeName, CityNodeId> places = new TreeMap<>();
    CityNodeId here = host.lab.input().placement().cityNodes().get(0);
    plan.nodes().forEach(node -> places.put(node.name(), here));
    RenderInput input =
        new RenderInput(
            id,
            spec,
            plan,
            new Placement(places, List.of(), false),
            addresses,
            custody.identities(),
            birth,
            host.pack.software(spec).get(0),
            List.of(contract));
    List<NodeName> before = List.copyOf(services.keySet());
    host.pack.render(input).stream()
        .flatMap(deployment -> deployment.workloads().stream())
        .forEach(service -> start(service, program, at, home));
    // As the reconciler does: the ledger isn't told before they run.
    host.eventually("its services listen", () -> listen(addresses), all -> all);
    contracts = List.of(contract);
    beside = new Lineup(plan.nodes(), addresses);
    host.eventually("its ledger runs " + contract.title(), this::join, Optional.empty()::equals);
    before.forEach(this::stop);
  }

  private static Address address(NodeName node, UnaryOperator<String> at) {
    HostPort reached = new HostPort(at.apply(node.value()), SERVICE);
    return new Address(node, Roles.SERVICE, Map.of(Viewpoint.INSIDE, reached));
  }

  private static boolean listen(Addresses all) {
    for (Address one : all.all()) {
      HostPort at = one.from().get(Viewpoint.INSIDE);
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(at.host(), at.port()), 500);
      } catch (IOException e) {
        return false;
      }
    }
    return true;
  }

  private void start(Workload service, String program, UnaryOperator<String> at, Path home) {
    Path folder = home.resolve(id.value()).resolve(service.name().value());
    try {
      Files.createDirectories(folder);
      for (ConfigFile file : service.files()) {
        Path path = folder.resolve(file.name());
        Files.createDirectories(path.getParent());
        Files.writeString(path, file.text());
      }
      for (SecretFile secret : service.secrets()) {
        byte[] key = secret.format().encode(custody.scalar(secret.key()));
        Path path = folder.resolve(secret.name());
        Files.createDirectories(path.getParent());
        Files.write(path, secret.content(key, text -> text));
      }
      List<String> command = new ArrayList<>(ContractService.command());
      command.add(program);
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().clear();
      service
          .environment()
          .forEach(
              (name, value) -> builder.environment().put(name, filled(value, service, folder, at)));
      services.put(
          service.name(),
          builder.redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String filled(
      String text, Workload service, Path folder, UnaryOperator<String> at) {
    return Symbols.fill(
        text,
        symbol -> {
          int dot = symbol.indexOf('.');
          return dot < 0
              ? at.apply(service.name().value())
              : folder.resolve(symbol.substring(dot + 1)).toString();
        });
  }

  /** Ends all that runs for it. */
  void stopServices() {
    List.copyOf(services.keySet()).forEach(this::stop);
  }

  private void stop(NodeName service) {
    Process process = services.remove(service);
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
  }

  /** An application of its organisation. */
  Signatory application(String name) {
    return custody.enrol(host.pack.enrolment(spec, name, Optional.empty()).orElseThrow(), name);
  }

  /** Has an application's certificate revoked. */
  void revoke(Signatory application) {
    custody.revoke(application);
  }

  /** The lists that its channel has of its organisation. */
  List<String> revocations() {
    return revocations(new GuestSpec(spec).organisation());
  }

  /** The same of a member of its host. */
  List<String> revocations(String member) {
    NodeName peer = new NodeName("peer-alpha-1");
    Config now = Blocks.config(host.nodes.peer("alpha", peer).config(id.value()));
    return new ConfigEdit(id.value(), now).revocations(member);
  }

  /** As the gateway speaks to it. */
  LedgerClient client() {
    return host.pack.client(with(host.nodes.outside()));
  }

  /** Peers that have just joined don't know each other at once. */
  Receipt done(
      LedgerClient client, Signatory by, String contract, String function, String... args) {
    return host.eventually(
        function + " is committed",
        () ->
            client
                .submit(Call.of(contract, function, List.of(args), Optional.of(by)))
                .committed()
                .join(),
        receipt -> receipt.status() == LedgerTransaction.Status.COMMITTED);
  }

  /** For what its own custody signed. */
  List<String> signed() {
    return custody.signed();
  }

  private LedgerEndpoints endpoints() {
    return with(host.nodes.endpoints());
  }

  private LedgerEndpoints with(LedgerEndpoints there) {
    return new LedgerEndpoints(id, there.nodes(), there.voters(), birth, there.authorities());
  }

  /** The host's administrators and its own, as the reconciler has them. */
  private final class Both implements Administrators {
    private final boolean revokesAlone;

    private Both(boolean revokesAlone) {
      this.revokesAlone = revokesAlone;
    }

    @Override
    public boolean revokesAlone() {
      return revokesAlone;
    }

    @Override
    public Identities identities() {
      return host.lab.custody().identities().and(custody.identities());
    }

    @Override
    public Signature sign(String key, ToSign what, String reason) {
      return (custody.identities().keys().containsKey(key) ? custody : host.lab.custody())
          .sign(key, what, reason);
    }

    @Override
    public Map<String, String> revocations() {
      Map<String, String> all = new TreeMap<>(host.lab.custody().revocations());
      all.putAll(custody.revocations());
      return all;
    }

    @Override
    public List<Contract> contracts() {
      return contracts;
    }

    @Override
    public Lineup beside() {
      return beside;
    }

    @Override
    public Optional<NetworkSpec> ordered() {
      return Optional.of(spec);
    }

    @Override
    public Lineup lineup() {
      return host.lab.custody().lineup();
    }
  }
}
