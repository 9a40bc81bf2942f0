package io.ridgeway.framework.fabric;

import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.TlsChannelCredentials;
import io.ridgeway.framework.Administrators;
import io.ridgeway.framework.Identities;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.Lineup;
import io.ridgeway.framework.fabric.admin.OrdererAdmin;
import io.ridgeway.framework.fabric.admin.PeerAdmin;
import io.ridgeway.framework.fabric.admin.SnapshotAdmin;
import io.ridgeway.framework.fabric.channel.SigningIdentity;
import io.ridgeway.framework.tls.NodeTls;
import io.ridgeway.model.key.ToSign;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.HostPort;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How one network's nodes are spoken to in the name of their organisations' administrators, during
 * one call of the driver. What was connected is closed with it.
 *
 * @param clock the nodes' time
 */
record Reach(
    LedgerEndpoints nodes,
    Administrators administrators,
    Supplier<byte[]> nonces,
    Clock clock,
    List<ManagedChannel> connections,
    AtomicReference<@Nullable RuntimeException> unsigned)
    implements AutoCloseable {

  /** In bytes: of a block with all of its private data, more than gRPC takes by itself. */
  private static final int LONGEST_MESSAGE = 64 << 20;

  Reach(
      LedgerEndpoints nodes, Administrators administrators, Supplier<byte[]> nonces, Clock clock) {
    this(nodes, administrators, nonces, clock, new ArrayList<>(), new AtomicReference<>());
  }

  /** Why custody didn't sign: TLS would say no more of it than that a handshake failed. */
  Optional<RuntimeException> whyUnsigned() {
    return Optional.ofNullable(unsigned.get());
  }

  OrdererAdmin orderer(NodeName node) {
    String administrator = FabricIdentities.administrator(Topology.ORDERING);
    String certificate =
        identities()
            .certificate(FabricIdentities.tlsAuthority(Topology.ORDERING), administrator)
            .pem();
    return new OrdererAdmin(
        port(node, Roles.ADMIN),
        tls(node).mutual(certificate, signer(administrator, "a TLS handshake with " + node)));
  }

  /**
   * A peer.
   *
   * @param reason what it is asked for, for the audit
   */
  PeerAdmin peer(NodeName node, String reason) {
    return new PeerAdmin(
        connect(node, Roles.GOSSIP), caretaker(Topology.owner(node), reason), nonces, clock);
  }

  /** The snapshots of a peer. */
  SnapshotAdmin snapshots(NodeName node, String reason) {
    return new SnapshotAdmin(
        connect(node, Roles.GOSSIP), caretaker(Topology.owner(node), reason), nonces);
  }

  /** A connection to a node's port, and to nobody else. */
  ManagedChannel connect(NodeName node, String port) {
    ManagedChannel connection =
        Grpc.newChannelBuilder(
                port(node, port).toString(),
                TlsChannelCredentials.newBuilder().trustManager(tls(node).trust()).build())
            .maxInboundMessageSize(LONGEST_MESSAGE)
            .build();
    connections.add(connection);
    return connection;
  }

  /** Who administers an organisation's nodes; its administrator unless that keeps its key. */
  SigningIdentity caretaker(String owner, String reason) {
    return FabricIdentities.isElsewhere(owner, identities())
        ? identity(owner, FabricIdentities.caretaker(owner), reason)
        : administrator(owner, reason);
  }

  /** Who decides for an organisation, if that key is in custody. */
  SigningIdentity administrator(String owner, String reason) {
    return identity(owner, FabricIdentities.administrator(owner), reason);
  }

  private SigningIdentity identity(String owner, String name, String reason) {
    return new SigningIdentity(
        owner,
        identities().certificate(FabricIdentities.enrolmentAuthority(owner), name).pem(),
        signer(name, reason));
  }

  Identities identities() {
    return administrators.identities();
  }

  Lineup lineup() {
    return administrators.lineup();
  }

  private NodeTls tls(NodeName node) {
    return new NodeTls(
        identities().root(FabricIdentities.tlsAuthority(Topology.owner(node))).pem(),
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

  private HostPort port(NodeName node, String name) {
    HostPort port = nodes.nodes().getOrDefault(node, Map.of()).get(name);
    if (port == null) {
      throw new LedgerException.Unreachable("there is no way to port " + name + " of " + node);
    }
    return port;
  }

  @Override
  public void close() {
    connections.forEach(ManagedChannel::shutdownNow);
  }
}
