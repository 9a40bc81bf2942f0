package io.ridgeway.framework.fabric;

import io.ridgeway.framework.NetworkPlan.PlannedNode;
import io.ridgeway.framework.fabric.chaincode.ChaincodeDefinition;
import io.ridgeway.framework.fabric.chaincode.ChaincodePackage;
import io.ridgeway.framework.fabric.chaincode.CollectionsConfig;
import io.ridgeway.framework.fabric.chaincode.Endorsement;
import io.ridgeway.model.contract.Contract;
import io.ridgeway.model.deploy.ConfigFile;
import io.ridgeway.model.deploy.ForeignCode;
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
 * The contracts that a channel runs, the one that it starts from and the tenant's own: of each a
 * service for each member, which that member's peers reach over TLS under the member's own
 * authority.
 */
final class Contracts {
  private Contracts() {}

  /** What a member's peers install of the contract that the channel starts from. */
  static ChaincodePackage installed(
      String contract, String organisation, HostPort address, String tlsAuthority) {
    return ChaincodePackage.of(contract + "-" + organisation, address, Optional.of(tlsAuthority));
  }

  /** What a member's peers install of one of the tenant's own. */
  static ChaincodePackage installed(
      Contract contract, String organisation, HostPort address, String tlsAuthority) {
    String label = contract.name() + "." + contract.number() + "-" + organisation;
    return ChaincodePackage.of(label, address, Optional.of(tlsAuthority));
  }

  /** What the channel agrees on at first. */
  static ChaincodeDefinition first(String contract) {
    return new ChaincodeDefinition(
        contract, Release.CONTRACTS.version(), 1, new Endorsement.Channels());
  }

  /** What the channel is to agree on of one of the tenant's own. */
  static ChaincodeDefinition definition(Contract contract) {
    return new ChaincodeDefinition(
        contract.name(),
        contract.version(),
        contract.sequence(),
        contract
            .endorsement()
            .<Endorsement>map(e -> new Endorsement.OutOf(e.least(), e.organisations()))
            .orElseGet(Endorsement.Channels::new),
        contract.collections().map(CollectionsConfig::of).orElse(CollectionsConfig.NONE));
  }

  /** What runs for a member. */
  static Workload workload(FabricNetwork network, PlannedNode node) {
    String owner = Topology.owner(node.name());
    HostPort address = network.reached(node.name(), Roles.SERVICE);
    String authority = network.msp(owner).tlsAuthorities();
    FabricNetwork.TlsEnd tls = network.tls(node.name());
    return network
        .contract(node.name())
        .map(own -> own(node, own, address, authority, tls))
        .orElseGet(
            () -> {
              String born = born(network, node);
              ChaincodePackage installed = installed(born, owner, address, authority);
              return service(node, installed, tls, List.of(born), Optional.empty());
            });
  }

  /**
   * What runs of a contract that a tenant brought.
   *
   * @param node for whose peers it runs is in its name
   * @param authority PEM of whom its TLS certificate is from
   */
  static Workload own(
      PlannedNode node,
      Contract contract,
      HostPort address,
      String authority,
      FabricNetwork.TlsEnd tls) {
    ChaincodePackage installed =
        installed(contract, Topology.owner(node.name()), address, authority);
    return service(node, installed, tls, List.of(), Optional.of(contract.code()));
  }

  private static Workload service(
      PlannedNode node,
      ChaincodePackage installed,
      FabricNetwork.TlsEnd tls,
      List<String> arguments,
      Optional<ForeignCode> code) {
    return new Workload(
        node.name(),
        node.role(),
        code.map(c -> c.kind().software()).orElse(Release.CONTRACTS),
        List.of(),
        arguments,
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
        Optional.empty(),
        code);
  }

  private static String born(FabricNetwork network, PlannedNode node) {
    return network
        .topology()
        .contract()
        .filter(name -> node.name().number() == Topology.BORN)
        .orElseThrow(() -> new IllegalArgumentException(node.name() + " has no contract to run"));
  }
}
