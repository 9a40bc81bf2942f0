package io.ridgeway.framework.fiscobcos;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.ridgeway.framework.ConnectionProfile;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.framework.Nearness;
import io.ridgeway.framework.renderer.Templates;
import io.ridgeway.model.place.HostPort;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the official SDKs of 3.x need to come to the nodes themselves: {@code config.toml}, and the
 * door's authority for {@code conf/ca.crt}. The door has RSA in both suites, so {@code
 * useSMCrypto}, which is about TLS alone, is false in both; a chain tells its SDK by itself how
 * accounts sign.
 *
 * @param nodes as they are reached from outside their city nodes
 */
record SdkFiles(LedgerEndpoints nodes, Templates templates) {
  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final ObjectMapper YAML =
      YAMLMapper.builder().disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER).build();

  ConnectionProfile profile() {
    Chain chain = Chain.of(nodes.birth());
    List<HostPort> doors =
        nodes.nodes().values().stream()
            .flatMap(ports -> Optional.ofNullable(ports.get(FiscoBcosPack.DOOR)).stream())
            .toList();
    String authority = nodes.authorities().get(FiscoIdentities.doorAuthority(chain.cryptography()));
    if (doors.isEmpty() || authority == null) {
      throw new Refusal(
          ProblemType.CONFLICT,
          "No node is reached from outside its city node; applications call the gateway's native"
              + " door.");
    }
    List<String> peers = doors.stream().map(HostPort::toString).toList();
    String nearness = Nearness.of("Nodes", doors.stream().map(HostPort::host).toList());
    String toml =
        templates.render(
            "config.toml.vm",
            Map.of("group", chain.groupId(), "peers", peers, "nearness", nearness));
    Map<String, Object> profile = new LinkedHashMap<>();
    profile.put("name", nodes.network().value());
    profile.put("description", "Nodes and files for FISCO BCOS's SDKs; no secret. " + nearness);
    profile.put("chainId", chain.id());
    profile.put("groupId", chain.groupId());
    profile.put("cryptography", chain.cryptography().parameter());
    profile.put("peers", peers);
    profile.put("files", Map.of("conf/ca.crt", authority));
    return new ConnectionProfile(
        write(JSON, profile) + "\n", write(YAML, profile), Optional.of(toml));
  }

  private static String write(ObjectMapper as, Map<String, Object> profile) {
    try {
      return as.writerWithDefaultPrettyPrinter().writeValueAsString(profile);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps of text can be written", e);
    }
  }
}
