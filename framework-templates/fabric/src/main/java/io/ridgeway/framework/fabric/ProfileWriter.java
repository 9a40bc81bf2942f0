package io.ridgeway.framework.fabric;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.ridgeway.framework.ConnectionProfile;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.framework.Nearness;
import io.ridgeway.framework.fabric.Topology.Organisation;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.HostPort;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes connection profiles in the shape that Fabric's SDKs share: organisations with their MSP
 * ids and peers, each peer's address and the root of its TLS. Orderers aren't in it, as a peer's
 * gateway speaks to them.
 *
 * @param nodes as they are reached from outside their city nodes
 * @param relay the gateway that passes on what peers' gateways are asked, if one does
 */
record ProfileWriter(
    Topology topology, LedgerEndpoints nodes, Optional<ConnectionProfile.Relay> relay) {
  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final ObjectMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .disable(YAMLGenerator.Feature.SPLIT_LINES)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .build();

  /** For an application of that organisation, or of the first that doesn't only watch. */
  ConnectionProfile of(Optional<String> organisation) {
    String owner = Applications.organisation(topology, organisation);
    Map<String, Map<NodeName, HostPort>> reached = new TreeMap<>();
    topology
        .organisations()
        .forEach(
            each -> {
              Map<NodeName, HostPort> peers = peers(each.name());
              if (!peers.isEmpty()) {
                reached.put(each.name(), peers);
              }
            });
    if (!reached.containsKey(owner) && relay.isEmpty()) {
      throw new Refusal(
          ProblemType.CONFLICT,
          "No peer of "
              + owner
              + " is reached from outside its city node; applications call the gateway's native"
              + " door.");
    }
    // Applications of it call the gateway in place of its peers, and sign with its MSP's id.
    reached.putIfAbsent(owner, Map.of());
    Map<String, Object> profile = new LinkedHashMap<>();
    profile.put("name", nodes.network().value());
    profile.put("version", "1.0.0");
    profile.put("description", description(reached));
    profile.put("client", Map.of("organization", owner));
    profile.put("channels", Map.of(Born.channel(nodes.birth()), Map.of("peers", uses(reached))));
    profile.put("organizations", organisations(reached));
    profile.put("peers", peers(reached));
    relay.ifPresent(at -> profile.put("x-gateway", gateway(at)));
    return new ConnectionProfile(write(JSON, profile) + "\n", write(YAML, profile));
  }

  private Map<NodeName, HostPort> peers(String organisation) {
    Map<NodeName, HostPort> peers = new TreeMap<>();
    if (nodes.authorities().containsKey(FabricIdentities.tlsAuthority(organisation))) {
      nodes
          .nodes()
          .forEach(
              (node, ports) -> {
                HostPort at = ports.get(Roles.GOSSIP);
                if (at != null && Topology.owner(node).equals(organisation)) {
                  peers.put(node, at);
                }
              });
    }
    return peers;
  }

  private Map<String, Object> uses(Map<String, Map<NodeName, HostPort>> reached) {
    List<String> observers =
        topology.organisations().stream()
            .filter(Organisation::observes)
            .map(Organisation::name)
            .toList();
    Map<String, Object> uses = new LinkedHashMap<>();
    reached.forEach(
        (organisation, peers) ->
            peers
                .keySet()
                .forEach(
                    peer -> {
                      Map<String, Object> use = new LinkedHashMap<>();
                      use.put("endorsingPeer", !observers.contains(organisation));
                      use.put("chaincodeQuery", true);
                      use.put("ledgerQuery", true);
                      use.put("eventSource", true);
                      uses.put(peer.value(), use);
                    }));
    return uses;
  }

  private static Map<String, Object> organisations(Map<String, Map<NodeName, HostPort>> reached) {
    Map<String, Object> organisations = new LinkedHashMap<>();
    reached.forEach(
        (name, peers) -> {
          Map<String, Object> organisation = new LinkedHashMap<>();
          organisation.put("mspid", name);
          organisation.put("peers", peers.keySet().stream().map(NodeName::value).toList());
          organisations.put(name, organisation);
        });
    return organisations;
  }

  private Map<String, Object> peers(Map<String, Map<NodeName, HostPort>> reached) {
    Map<String, Object> all = new LinkedHashMap<>();
    reached.forEach(
        (name, peers) ->
            peers.forEach(
                (peer, at) -> {
                  Map<String, Object> entry = new LinkedHashMap<>();
                  entry.put("url", "grpcs://" + at);
                  entry.put(
                      "tlsCACerts",
                      Map.of("pem", nodes.authorities().get(FabricIdentities.tlsAuthority(name))));
                  all.put(peer.value(), entry);
                }));
    return all;
  }

  /** Not among the peers: it asks for the application's certificate at TLS. */
  private static Map<String, Object> gateway(ConnectionProfile.Relay relay) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("url", "grpcs://" + relay.address());
    relay.authority().ifPresent(pem -> entry.put("tlsCACerts", Map.of("pem", pem)));
    entry.put("clientCertificate", "required");
    return entry;
  }

  private static String description(Map<String, Map<NodeName, HostPort>> reached) {
    List<String> hosts =
        reached.values().stream()
            .map(Map::values)
            .flatMap(Collection::stream)
            .map(HostPort::host)
            .distinct()
            .toList();
    return "Channel and peers for the Fabric Gateway client; no secret. "
        + (hosts.isEmpty()
            ? "No peer is reached from outside its city node: call x-gateway."
            : Nearness.of("Peers", hosts));
  }

  private static String write(ObjectMapper as, Map<String, Object> profile) {
    try {
      return as.writerWithDefaultPrettyPrinter().writeValueAsString(profile);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps of text can be written", e);
    }
  }
}
