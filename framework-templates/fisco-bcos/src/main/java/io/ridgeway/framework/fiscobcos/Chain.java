package io.ridgeway.framework.fiscobcos;

import io.ridgeway.framework.BirthInput;
import io.ridgeway.framework.BirthRecord;
import io.ridgeway.framework.renderer.Parameters;
import io.ridgeway.framework.renderer.Templates;
import io.ridgeway.model.network.NetworkSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a chain is for good: the typed view of its birth record.
 *
 * @param id the chain's
 * @param groupId of its one group
 * @param genesis the whole text of {@code config.genesis}, the same at every node for ever
 */
record Chain(String id, String groupId, Cryptography cryptography, String genesis) {
  private static final String CHECKS = "is_auth_check=true";

  /** For wallets of Ethereum; its door is shut. The official tool's. */
  private static final String WEB3_CHAIN_ID = "20200";

  static BirthRecord born(
      BirthInput input, Parameters parameters, Release release, Templates templates) {
    Map<String, Object> chain = genesisValues(input, parameters, release);
    String text =
        templates.render("config.genesis.vm", Map.of("chain", chain, "release", release.values()));
    Map<String, String> values = new TreeMap<>();
    for (String name :
        List.of("chainId", "groupId", "consensus", "compatibilityVersion", "governor")) {
      values.put(name, String.valueOf(chain.get(name)));
    }
    values.put("cryptography", parameters.text(input.spec(), "cryptography"));
    values.put("virtualMachine", parameters.text(input.spec(), "virtualMachine"));
    values.put(
        "sealers", sealers(input).stream().map(NodeId::hex).collect(Collectors.joining(",")));
    values.put("genesis", text);
    return new BirthRecord(values);
  }

  static Chain of(BirthRecord birth) {
    return new Chain(
        birth.get("chainId"),
        birth.get("groupId"),
        Cryptography.of(birth.get("cryptography")),
        birth.get("genesis"));
  }

  Governance governance() {
    return new Governance(genesis.contains(CHECKS));
  }

  private static Map<String, Object> genesisValues(
      BirthInput input, Parameters parameters, Release release) {
    NetworkSpec spec = input.spec();
    boolean webAssembly =
        VirtualMachine.of(parameters.text(spec, "virtualMachine")) == VirtualMachine.WASM;
    Cryptography cryptography = cryptography(spec, parameters);
    Map<String, Object> chain = new HashMap<>();
    chain.put("guomi", cryptography == Cryptography.GUOMI);
    chain.put("groupId", parameters.text(spec, "groupId"));
    chain.put("chainId", parameters.find(spec, "chainId").orElse(input.network().value()));
    chain.put("web3ChainId", WEB3_CHAIN_ID);
    chain.put("consensus", parameters.text(spec, "consensus"));
    for (String number :
        List.of("blockTransactions", "leaderPeriod", "epochSealers", "epochBlocks", "gasLimit")) {
      chain.put(number, parameters.number(spec, number));
    }
    chain.put("sealers", sealers(input).stream().map(NodeId::hex).toList());
    chain.put(
        "compatibilityVersion",
        parameters.find(spec, "compatibilityVersion").orElse(release.compatibility().get(0)));
    chain.put("webAssembly", webAssembly);
    chain.put(
        "authCheck",
        parameters.find(spec, "authCheck").map(Boolean::parseBoolean).orElse(!webAssembly));
    chain.put("governor", FiscoIdentities.governor(cryptography, input.identities()));
    // The newer executor knows the EVM only.
    chain.put("executorVersion", webAssembly ? 0 : 1);
    return chain;
  }

  /** In the plan's order; the node sorts them itself. */
  private static List<NodeId> sealers(BirthInput input) {
    return input.plan().nodes().stream()
        .filter(n -> n.group().isPresent())
        .map(n -> FiscoIdentities.id(n.name(), input.identities()))
        .toList();
  }

  static Cryptography cryptography(NetworkSpec spec, Parameters parameters) {
    return Cryptography.of(parameters.text(spec, "cryptography"));
  }
}
