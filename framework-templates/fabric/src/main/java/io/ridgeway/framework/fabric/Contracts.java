package io.ridgeway.framework.fabric;

import io.ridgeway.framework.NetworkPlan.PlannedNode;
import io.ridgeway.framework.fabric.chaincode.ChaincodeDefinition;
import io.ridgeway.framework.fabric.chaincode.ChaincodePackage;
import io.ridgeway.framework.fabric.chaincode.Endorsement;
import io.ridgeway.model.deploy.ConfigFile;
import io.ridgeway.model.deploy.Probe;
import io.ridgeway.model.deploy.Probes;
import io.ridgeway.model.deploy.SecretFile;
import io.ridgeway.model.deploy.Symbols;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.place.HostPort;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The contract that a channel starts from: a service for each member, which that member's peers
 * reach over TLS under the member's own authority.
 */
final class Contracts {
  private Contracts() {}

  /** What a member's peers install. */
  static ChaincodePackage installed(
      String contract, String organisation, HostPort address, String tlsAuthority) {
    return ChaincodePackage.of(contract + "-" + organisation, address, Optional.of(tlsAuthority));
  }

  /** What the channel agrees on at first. */
  static ChaincodeDefinition first(String contract) {
    return new ChaincodeDefinition(
        contract, Release.CONTRACTS.version(), 1, new Endorsement.Channels());
  }

  /** What runs for a member. */
  static Workload workload(FabricNetwork network, PlannedNode node, String contract) {
    String owner = Topology.owner(node.name());
    ChaincodePackage installed =
        installed(
            contract,
            owner,
            network.reached(node.name(), Roles.SERVICE),
            String.join("", network.msp(owner).tlsRoots()));
    FabricNetwork.TlsEnd tls = network.tls(node.name());
    return new Workload(
        node.name(),
        node.role(),
        Release.CONTRACTS,
        List.of(),
        List.of(contract),
        Map.of(
            "CHAINCODE_SERVER_ADDRESS",
            Symbols.BIND + ":" + FabricNodes.port(node, Roles.SERVICE),
            "CORE_CHAINCODE_ID_NAME",
            installed.id(),
            "CHAINCODE_TLS_CERT",
            Symbols.file(MspFiles.TLS_CERTIFICATE),
            "CHAINCODE_TLS_KEY",
            Symbols.secret(MspFiles.TLS_KEY)),
        List.of(new ConfigFile(MspFiles.TLS_CERTIFICATE, tls.certificate())),
        List.of(new SecretFile(MspFiles.TLS_KEY, tls.key(), SecretFile.Format.P256_PEM)),
        List.of(),
        node.ports(),
        // A service that hangs keeps its port open, so that asking whether it lives would say
        // nothing.
        new Probes(Optional.empty(), Optional.of(new Probe.TcpOpen(Roles.SERVICE))),
        node.resources(),
        Optional.empty());
  }
}
