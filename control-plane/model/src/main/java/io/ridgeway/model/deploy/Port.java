package io.ridgeway.model.deploy;

import io.ridgeway.model.Ids;

/**
 * A port that a program listens on.
 *
 * @param name its name: {@code p2p}, {@code rpc}
 * @param number what it listens on inside: the software's usual port
 * @param protocol the transport; {@code TCP_AND_UDP} for devp2p
 * @param exposure who may reach it
 */
public record Port(String name, int number, Protocol protocol, Exposure exposure) {
  public Port {
    Ids.label("port name", name, 15);
    if (number < 1 || number > 65_535) {
      throw new IllegalArgumentException("a port is 1 to 65535");
    }
  }

  /** The transport. */
  public enum Protocol {
    TCP,
    /**
     * TCP that begins with a TLS handshake whose server name is the node's: it can share a port.
     */
    TLS,
    TCP_AND_UDP
  }

  /** Who may reach a port. */
  public enum Exposure {
    /** The network's other nodes, at every city node of it. */
    PEERS,
    /** Ridgeway's gateway, and the network's nodes at the same city node. */
    GATEWAY,
    /** Both: nodes that take their peers' and their clients' calls at one port. */
    PEERS_AND_GATEWAY,
    /** Ridgeway's own drivers, through the adapter's tunnel only. */
    ADMIN,
    /** Nobody but the program itself. */
    NONE;

    /** Whether the network's other nodes reach it, wherever they are. */
    public boolean toPeers() {
      return this == PEERS || this == PEERS_AND_GATEWAY;
    }

    /** Whether Ridgeway's gateway reaches it. */
    public boolean toGateway() {
      return this == GATEWAY || this == PEERS_AND_GATEWAY;
    }
  }
}
