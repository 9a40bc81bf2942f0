package io.ridgeway.framework.fiscobcos.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One node's files, read from its two arguments on.
 *
 * <p>It refuses what a node of the release would refuse, and also what such a node would take
 * without a word though nobody can have meant it: a section or key that it doesn't know, a value
 * that isn't of its type, and a missing key whose default makes another node of it.
 *
 * @param findings what is wrong: file, section, key and reason; empty if the node would come up as
 *     it was meant
 * @param values what the node goes by, {@code file section.key} to value, defaults included
 * @param peers the addresses of {@code nodes.json}
 * @param nodeId derived from the private key, if that could be read
 */
public record NodeReading(
    List<String> findings,
    Map<String, String> values,
    List<String> peers,
    Optional<String> nodeId) {
  static final String CONFIG = "config.ini";
  static final String GENESIS = "config.genesis";

  public NodeReading {
    findings = List.copyOf(findings);
    values = Map.copyOf(values);
    peers = List.copyOf(peers);
  }

  /** Reads as {@code fisco-bcos -c config -g genesis} at that time would. */
  public static NodeReading of(
      Path config, Path genesis, Specification specification, Instant now) {
    return new Reader(specification, now).read(config, genesis);
  }

  /** The value that the node goes by. */
  public String value(String file, String section, String key) {
    String value = values.get(file + " " + section + "." + key);
    if (value == null) {
      throw new IllegalArgumentException("nothing says " + file + " " + section + "." + key);
    }
    return value;
  }

  private static final class Reader {
    private final Specification specification;
    private final Instant now;
    private final List<String> findings = new ArrayList<>();
    private final Map<String, String> values = new LinkedHashMap<>();

    Reader(Specification specification, Instant now) {
      this.specification = specification;
      this.now = now;
    }

    NodeReading read(Path config, Path genesis) {
      Optional<IniFile> genesisFile = parse(GENESIS, genesis);
      Optional<IniFile> configFile = parse(CONFIG, config);
      boolean guomi =
          genesisFile
              .map(
                  f -> "true".equals(f.sections().getOrDefault("chain", Map.of()).get("sm_crypto")))
              .orElse(false);
      genesisFile.ifPresent(f -> keys(GENESIS, f, guomi));
      configFile.ifPresent(f -> keys(CONFIG, f, guomi));
      if (genesisFile.isEmpty() || configFile.isEmpty()) {
        return new NodeReading(findings, values, List.of(), Optional.empty());
      }
      new TlsFiles(
              section("cert"),
              now,
              (key, what) -> findings.add(CONFIG + " cert." + key + ": " + what))
          .check(guomi);
      Optional<String> nodeId = nodeId(guomi);
      List<String> peers = peers();
      findings.addAll(new NodeLaws(values, guomi, specification.release()).broken());
      return new NodeReading(findings, values, peers, nodeId);
    }

    private Optional<IniFile> parse(String file, Path path) {
      try {
        return Optional.of(IniFile.parse(Files.readString(path)));
      } catch (IniFile.Unparsable e) {
        findings.add(file + " " + e.getMessage());
      } catch (IOException e) {
        findings.add(file + " can't be read");
      }
      return Optional.empty();
    }

    private void keys(String file, IniFile found, boolean guomi) {
      found
          .sections()
          .forEach(
              (section, keys) ->
                  keys.forEach((key, value) -> key(file, section, key, value, guomi)));
      specification
          .files()
          .getOrDefault(file, Map.of())
          .forEach(
              (section, rules) ->
                  rules.forEach(
                      (key, rule) ->
                          missing(
                              file,
                              section,
                              key,
                              rule,
                              found.sections().getOrDefault(section, Map.of()),
                              guomi)));
    }

    private void key(String file, String section, String key, String value, boolean guomi) {
      String name = file + " " + section + "." + key;
      values.put(name, value);
      Optional<Rule> rule = specification.rule(file, section, key);
      if (rule.isEmpty()) {
        findings.add(name + ": no node of " + specification.release() + " reads it");
        return;
      }
      if (rule.get().isOfTheOtherSuite(guomi)) {
        findings.add(name + ": a key of the other suite");
      }
      rule.get().unfit(value).ifPresent(what -> findings.add(name + ": " + what));
    }

    private void missing(
        String file,
        String section,
        String key,
        Rule rule,
        Map<String, String> written,
        boolean guomi) {
      boolean there =
          key.endsWith("*")
              ? written.keySet().stream().anyMatch(k -> Specification.begins(k, key))
              : written.containsKey(key);
      if (there) {
        return;
      }
      if (rule.mustBeWritten(guomi)) {
        findings.add(file + " " + section + "." + key + ": missing");
      } else if (rule.usual() != null && !rule.idle()) {
        values.put(file + " " + section + "." + key, rule.usual());
      }
    }

    private Map<String, String> section(String section) {
      String prefix = CONFIG + " " + section + ".";
      Map<String, String> found = new LinkedHashMap<>();
      values.forEach(
          (name, value) -> {
            if (name.startsWith(prefix)) {
              found.put(name.substring(prefix.length()), value);
            }
          });
      return found;
    }

    private Optional<String> nodeId(boolean guomi) {
      String name = CONFIG + " security.private_key_path";
      String wanted = guomi ? "SM2" : "secp256k1";
      Optional<KeyFile> key;
      try {
        key = KeyFile.parse(Files.readString(Path.of(values.getOrDefault(name, ""))));
      } catch (IOException e) {
        key = Optional.empty();
      }
      if (key.isEmpty()) {
        findings.add(name + ": no private key in PKCS#8");
      } else if (!key.get().kind().equals(wanted)) {
        findings.add(name + ": a key of " + key.get().kind() + ", not of " + wanted);
      }
      return key.map(KeyFile::publicHex);
    }

    private List<String> peers() {
      Map<String, String> p2p = section("p2p");
      Path path =
          Path.of(p2p.getOrDefault("nodes_path", "./") + "/" + p2p.getOrDefault("nodes_file", ""));
      List<String> peers = new ArrayList<>();
      try {
        JsonNode document = new ObjectMapper().readTree(path.toFile());
        document.path("nodes").forEach(node -> peers.add(node.asText()));
        if (document.size() != 1 || peers.isEmpty()) {
          findings.add("nodes.json: not just a list of nodes");
        }
      } catch (IOException e) {
        findings.add("nodes.json: no JSON that can be read");
      }
      for (String peer : peers) {
        if (!peer.matches("(\\[[0-9a-fA-F:]+]|[A-Za-z0-9.-]+):[0-9]{4,5}") || port(peer) < 1025) {
          findings.add("nodes.json " + peer + ": no host and port above 1024");
        }
      }
      if (peers.stream().distinct().count() != peers.size()) {
        findings.add("nodes.json: a node is there twice");
      }
      return peers;
    }

    private static int port(String peer) {
      return Integer.parseInt(peer.substring(peer.lastIndexOf(':') + 1));
    }
  }
}
