package io.ridgeway.framework.fabric;

/** The names in {@code pack.yaml} that the code goes by: roles of nodes, and their ports. */
final class Roles {
  static final String ORDERER = "orderer";
  static final String PEER = "peer";
  static final String OBSERVER = "observer";

  /** Runs a contract for one member's peers; holds no ledger. */
  static final String CONTRACT = "contract";

  /** Where peers reach a contract. */
  static final String SERVICE = "service";

  /** Where orderers, peers and clients reach an orderer. */
  static final String CLUSTER = "cluster";

  /** Where channels are joined to an orderer; mutual TLS. */
  static final String ADMIN = "admin";

  /** Where peers and clients reach a peer. */
  static final String GOSSIP = "peer";

  /** Where chaincode that a peer starts itself would call back. */
  static final String CHAINCODE = "chaincode";

  /** Health and metrics. */
  static final String OPERATIONS = "operations";

  private Roles() {}
}
