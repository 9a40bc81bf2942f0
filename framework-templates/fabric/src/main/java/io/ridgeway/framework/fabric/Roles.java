package io.ridgeway.framework.fabric;

import io.ridgeway.model.deploy.Port;
import io.ridgeway.model.deploy.Port.Exposure;
import io.ridgeway.model.deploy.Port.Protocol;
import io.ridgeway.model.place.Resources;
import java.util.List;

/** The roles of nodes, and what each of them needs. */
final class Roles {
  static final String ORDERER = "orderer";
  static final String PEER = "peer";
  static final String OBSERVER = "observer";
  static final List<String> ALL = List.of(ORDERER, PEER, OBSERVER);

  /** Where orderers, peers and clients reach an orderer. */
  static final String CLUSTER = "cluster";

  /** Where channels are joined to an orderer; mutual TLS. */
  static final String ADMIN = "admin";

  /** Where peers and clients reach a peer: Fabric has one port for both. */
  static final String GOSSIP = "peer";

  /** Where chaincode that a peer starts itself would call back; nobody does. */
  static final String CHAINCODE = "chaincode";

  /** Health and metrics. */
  static final String OPERATIONS = "operations";

  private static final int CPU_MILLIS = 250;
  private static final int ORDERER_MIB = 256;
  private static final int PEER_MIB = 512;

  private Roles() {}

  static List<Port> ports(String role) {
    return role.equals(ORDERER)
        ? List.of(
            new Port(CLUSTER, 7050, Protocol.TLS, Exposure.PEERS),
            new Port(ADMIN, 7053, Protocol.TCP, Exposure.ADMIN),
            new Port(OPERATIONS, 8443, Protocol.TCP, Exposure.ADMIN))
        : List.of(
            new Port(GOSSIP, 7051, Protocol.TLS, Exposure.PEERS),
            new Port(CHAINCODE, 7052, Protocol.TCP, Exposure.NONE),
            new Port(OPERATIONS, 9443, Protocol.TCP, Exposure.ADMIN));
  }

  static Resources resources(String role, int storageGib) {
    return new Resources(CPU_MILLIS, role.equals(ORDERER) ? ORDERER_MIB : PEER_MIB, storageGib);
  }
}
