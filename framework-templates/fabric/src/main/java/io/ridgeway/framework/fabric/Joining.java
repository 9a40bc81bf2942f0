package io.ridgeway.framework.fabric;

import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.TlsChannelCredentials;
import io.ridgeway.framework.Administrators;
import io.ridgeway.framework.Identities;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.fabric.admin.ChannelMetrics;
import io.ridgeway.framework.fabric.admin.Lifecycle;
import io.ridgeway.framework.fabric.admin.OrdererAdmin;
import io.ridgeway.framework.fabric.admin.PeerAdmin;
import io.ridgeway.framework.fabric.admin.Rollout;
import io.ridgeway.framework.fabric.channel.SigningIdentity;
import io.ridgeway.framework.tls.NodeTls;
import io.ridgeway.model.key.ToSign;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.HostPort;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Has the nodes of one network join its channel: orderers first, so that the peers that come after
 * find them. What has joined is told by the nodes' metrics, without any signature; a node that
 * joined a moment ago and doesn't say so yet refuses to do it twice, and that is well.
 */
final class Joining {
  /** No node is begun with later than that, so that with the last one's patience it takes 10 s. */
  private static final Duration BUDGET = Duration.ofSeconds(3);

  /** How a peer and an orderer say that they have the channel. */
  private static final String THERE = "already exists";

  private static final int METHOD_NOT_ALLOWED = 405;

  private final LedgerEndpoints nodes;
  private final Born born;
  private final Administrators administrators;
  private final Supplier<byte[]> nonces;
  private final Clock clock;
  private final List<String> missing = new ArrayList<>();
  private Optional<LedgerException.Refused> refused = Optional.empty();

  /** Why custody didn't sign: TLS would say no more of it than that a handshake failed. */
  private final AtomicReference<@Nullable RuntimeException> unsigned = new AtomicReference<>();

  Joining(
      LedgerEndpoints nodes,
      Born born,
      Administrators administrators,
      Supplier<byte[]> nonces,
      Clock clock) {
    this.nodes = nodes;
    this.born = born;
    this.administrators = administrators;
    this.nonces = nonces;
    this.clock = clock;
  }

  /**
   * Does what is left.
   *
   * @param seen what the nodes say that answer
   * @return what is still missing
   * @throws LedgerException.Refused if a node will not; the others were asked all the same
   */
  Optional<String> go(Map<NodeName, ChannelMetrics> seen) {
    long end = System.nanoTime() + BUDGET.toNanos();
    List<NodeName> later = new ArrayList<>();
    for (NodeName node : inOrder()) {
      ChannelMetrics said = seen.get(node);
      if (said == null) {
        missing.add(node + " does not answer");
      } else if (!said.joined()) {
        if (System.nanoTime() < end) {
          join(node);
        } else {
          later.add(node);
        }
      }
    }
    if (refused.isPresent()) {
      throw refused.get();
    }
    if (missing.isEmpty() && later.isEmpty()) {
      born.start().ifPresent(start -> start(start, () -> System.nanoTime() < end));
    }
    if (!later.isEmpty()) {
      missing.add(
          later.stream().map(NodeName::value).collect(Collectors.joining(", ")) + " still to join");
    }
    return missing.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", missing));
  }

  /** Orderers first, then the others, each sorted; also those that can't be reached now. */
  private List<NodeName> inOrder() {
    List<NodeName> all = new ArrayList<>(nodes.voters());
    TreeSet<NodeName> others = new TreeSet<>(nodes.nodes().keySet());
    nodes.voters().forEach(others::remove);
    others.removeIf(node -> node.value().startsWith(Roles.CONTRACT + "-"));
    all.addAll(others);
    return all;
  }

  /** Has the channel run the contract that it starts from. */
  private void start(Born.Start start, BooleanSupplier goOn) {
    List<ManagedChannel> connections = new ArrayList<>();
    try {
      List<Rollout.Party> parties = new ArrayList<>();
      start
          .services()
          .forEach((owner, address) -> parties.add(party(start, owner, address, connections)));
      Rollout rollout = new Rollout(born.channel(), Contracts.first(start.contract()), parties);
      if (!rollout.run(goOn, done -> {})) {
        missing.add("contract " + start.contract() + " is being rolled out");
      }
    } catch (LedgerException.Unreachable e) {
      missing.add("contract " + start.contract() + ": " + e.getMessage());
    } catch (LedgerException.Refused e) {
      if (e.code() != Status.Code.FAILED_PRECONDITION.value()) {
        throw e;
      }
      // It takes peers some seconds after they joined until they know each other.
      missing.add("contract " + start.contract() + ": the peers do not know each other yet");
    } finally {
      connections.forEach(ManagedChannel::shutdownNow);
    }
  }

  private Rollout.Party party(
      Born.Start start, String owner, HostPort address, List<ManagedChannel> connections) {
    String authority = identities().root(FabricIdentities.tlsAuthority(owner)).pem();
    SigningIdentity administrator =
        administrator(
            owner, "contract " + start.contract() + " comes to channel " + born.channel());
    List<Lifecycle> peers = new ArrayList<>();
    for (NodeName node : inOrder()) {
      if (Topology.owner(node).equals(owner)) {
        ManagedChannel connection = connect(node, owner);
        connections.add(connection);
        peers.add(new Lifecycle(connection, administrator, nonces, clock));
      }
    }
    return new Rollout.Party(
        owner, Contracts.installed(start.contract(), owner, address, authority), peers);
  }

  private void join(NodeName node) {
    String owner = Topology.owner(node);
    try {
      if (owner.equals(Topology.ORDERING)) {
        orderer(node);
      } else {
        peer(node, owner);
      }
    } catch (LedgerException.Unreachable e) {
      RuntimeException why = unsigned.get();
      if (why != null) {
        throw why;
      }
      missing.add(node + " does not answer");
    } catch (LedgerException.Refused e) {
      if (e.code() != METHOD_NOT_ALLOWED && !String.valueOf(e.getMessage()).contains(THERE)) {
        refused = refused.or(() -> Optional.of(refusal(node, e)));
      }
    }
  }

  private LedgerException.Refused refusal(NodeName node, LedgerException.Refused e) {
    return new LedgerException.Refused(
        e.code(),
        node + " does not join channel " + born.channel() + ": " + e.getMessage(),
        e.data());
  }

  private void orderer(NodeName node) {
    String administrator = FabricIdentities.administrator(Topology.ORDERING);
    String certificate =
        identities()
            .certificate(FabricIdentities.tlsAuthority(Topology.ORDERING), administrator)
            .pem();
    new OrdererAdmin(
            port(node, Roles.ADMIN),
            tls(node, Topology.ORDERING)
                .mutual(certificate, signer(administrator, "a TLS handshake with " + node)))
        .join(born.genesis());
  }

  private void peer(NodeName node, String owner) {
    SigningIdentity identity = administrator(owner, node + " joins channel " + born.channel());
    ManagedChannel connection = connect(node, owner);
    try {
      new PeerAdmin(connection, identity, nonces, clock).join(born.genesis());
    } finally {
      connection.shutdownNow();
    }
  }

  private ManagedChannel connect(NodeName node, String owner) {
    return Grpc.newChannelBuilder(
            port(node, Roles.GOSSIP).toString(),
            TlsChannelCredentials.newBuilder().trustManager(tls(node, owner).trust()).build())
        .build();
  }

  private SigningIdentity administrator(String owner, String reason) {
    String administrator = FabricIdentities.administrator(owner);
    return new SigningIdentity(
        owner,
        identities().certificate(FabricIdentities.enrolmentAuthority(owner), administrator).pem(),
        signer(administrator, reason));
  }

  private NodeTls tls(NodeName node, String owner) {
    return new NodeTls(
        identities().root(FabricIdentities.tlsAuthority(owner)).pem(),
        identities().key(FabricIdentities.tls(node)).encodedPublicKey());
  }

  private UnaryOperator<byte[]> signer(String key, String reason) {
    return message -> {
      try {
        return administrators.sign(key, new ToSign.Message(message), reason).encoded();
      } catch (RuntimeException e) {
        unsigned.set(e);
        throw e;
      }
    };
  }

  private Identities identities() {
    return administrators.identities();
  }

  private HostPort port(NodeName node, String name) {
    HostPort port = nodes.nodes().getOrDefault(node, Map.of()).get(name);
    if (port == null) {
      throw new LedgerException.Unreachable("there is no way to port " + name + " of " + node);
    }
    return port;
  }
}
