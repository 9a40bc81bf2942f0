package io.ridgeway.framework.fiscobcos;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.framework.fiscobcos.conformance.Specification;
import io.ridgeway.model.deploy.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** That the reading sees what is wrong: one thing is put wrong, and that one is found. */
class ConformanceRefusalTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final FiscoBcosPack PACK = new FiscoBcosPack();

  @TempDir Path home;

  private NodeDirectory node(String version, Cryptography cryptography) throws IOException {
    Scenario scenario =
        Scenario.local(version, 4, 0, Map.of("cryptography", cryptography.parameter()));
    Workload workload = scenario.render(PACK).get(0).workloads().get(0);
    return NodeDirectory.write(home, workload, scenario.identities(PACK).secrets(), "127.0.0.1");
  }

  private static List<String> findings(NodeDirectory node) {
    return node.read("3.16", NOW).findings();
  }

  private static void replace(NodeDirectory node, String file, String text, String by)
      throws IOException {
    String before = Files.readString(node.file(file));
    assertThat(before).contains(text);
    Files.writeString(node.file(file), before.replace(text, by));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "config.ini     | [sync]              | [synch]                 | synch.allow_free_node: no node of 3.16.4 reads it",
        "config.ini     | thread_count=4      | threads=4               | rpc.threads: no node of 3.16.4 reads it",
        "config.ini     | tree_width=3        | tree_width=three        | sync.tree_width: no whole number from 1 to 65535",
        "config.ini     | enable_dag=true     | enable_dag=yes          | executor.enable_dag: neither true nor false",
        "config.ini     | level=info          | level=verbose           | log.level: none of",
        "config.ini     | max_log_file_size=100 | max_log_file_size=50  | log.max_log_file_size: no whole number from 100",
        "config.ini     | listen_port=30300   | listen_port=80          | p2p.listen_port: no port",
        "config.ini     | listen_port=20200   | listen_port=30300       | rpc.listen_port: the port of the peers",
        "config.ini     | sm_ssl=false        | sm_ssl=true             | p2p.sm_ssl: not the suite of the genesis",
        "config.ini     | enable_ssl=true     | enable_ssl=false        | rpc.enable_ssl: anybody could come in",
        "config.ini     | enable_ssl_verify=true | enable_ssl_verify=false | p2p.enable_ssl_verify: anybody could come in",
        "config.ini     | enable_ssl_verify=true | ; none               | p2p.enable_ssl_verify: missing",
        "config.ini     | min_seal_time=500   | min_seal_time           | neither a section nor a key with its value",
        "config.ini     | [txpool]            | [sync]                  | the section [sync] is there twice",
        "config.ini     | tree_width=3        | send_txs_by_tree=true   | the key send_txs_by_tree is there twice",
        "config.ini     | enable_rotate_by_hour=false | enable_rotate_by_hour=true | by the hour no file is ever deleted",
        "config.ini     | max_archive_files=4 | max_archive_files=0     | log.max_archive_files: 0 is without bounds",
        "config.ini     | node_cert=          | sm_node_cert=           | cert.sm_node_cert: a key of the other suite",
        "config.ini     | node.pem            | other.pem               | security.private_key_path: no file that can be read",
        "config.ini     | ssl.crt             | ca.crt                  | cert.node_key: not the key of the certificate",
        "config.ini     | ssl.key             | node.pem                | cert.node_key: a key of secp256k1, not of RSA",
        "config.ini     | nodes.json          | node.json               | nodes.json: no JSON that can be read",
        "config.ini     | enable=false        | enable=true             | web3_rpc.enable: a door without TLS or callers' names",
        "config.genesis | group_id=group0     | group_id=group 0        | chain.group_id: not of the form",
        "config.genesis | consensus_type=pbft | consensus_type=raft     | consensus.consensus_type: none of [pbft, rpbft]",
        "config.genesis | compatibility_version=3.16.4 | compatibility_version=3.17.0 | version.compatibility_version: newer than the node, 3.16.4",
        "config.genesis | compatibility_version=3.16.4 | ; none         | version.compatibility_version: missing",
        "config.genesis | auth_admin_account= | admin=                  | executor.auth_admin_account: missing",
        "config.genesis | is_wasm=false       | is_wasm=true            | executor.is_auth_check: only Solidity has it",
        "config.genesis | node.3=             | node3=                  | consensus.node.*: 3 sealers tolerate no fault",
        "config.genesis | gas_limit=3000000000 | gas_limit=100000       | tx.gas_limit: no whole number from 100001",
        "config.genesis | sm_crypto=false     | sm_crypto=true          | security.private_key_path: a key of secp256k1, not of SM2",
        "nodes.json     | :30300              | :80                     | no host and port above 1024",
        "nodes.json     | 127.88.1.2          | 127.88.1.1              | nodes.json: a node is there twice",
        "nodes.json     | nodes               | peers                   | nodes.json: not just a list of nodes",
      })
  void findsWhatIsWrong(String file, String text, String by, String finding) throws IOException {
    // Given
    NodeDirectory node = node("3.16", Cryptography.STANDARD);
    assertThat(findings(node)).isEmpty();

    // When
    replace(node, file, text, by);

    // Then
    assertThat(findings(node)).anyMatch(found -> found.contains(finding));
  }

  @Test
  void findsASealerThatIsThereTwice() throws IOException {
    // Given
    NodeDirectory node = node("3.16", Cryptography.STANDARD);
    List<String> sealers =
        Files.readAllLines(node.file("config.genesis")).stream()
            .filter(line -> line.contains("node."))
            .map(line -> line.substring(line.indexOf('=') + 1))
            .toList();

    // When
    replace(node, "config.genesis", sealers.get(3), sealers.get(2));

    // Then
    assertThat(findings(node)).anyMatch(found -> found.contains("that another sealer has"));
  }

  @Test
  void findsGuomisCertificatesInEachOthersPlaces() throws IOException {
    // Given
    NodeDirectory node = node("3.16", Cryptography.GUOMI);
    assertThat(findings(node)).isEmpty();

    // When
    for (String kind : List.of("crt", "key")) {
      Files.move(node.file("sm_ssl." + kind), node.file("held"));
      Files.move(node.file("sm_enssl." + kind), node.file("sm_ssl." + kind));
      Files.move(node.file("held"), node.file("sm_enssl." + kind));
    }

    // Then
    assertThat(findings(node))
        .containsExactlyInAnyOrder(
            "config.ini cert.sm_node_cert: without the key usage that its place needs",
            "config.ini cert.sm_ennode_cert: without the key usage that its place needs");
  }

  @ParameterizedTest
  @EnumSource(Cryptography.class)
  void findsCertificatesOutsideTheirWindow(Cryptography cryptography) throws IOException {
    // Given
    NodeDirectory node = node("3.16", cryptography);

    // Then
    assertThat(node.read("3.16", Instant.parse("2125-12-08T00:00:01Z")).findings())
        .hasSize(cryptography == Cryptography.STANDARD ? 2 : 5)
        .allMatch(found -> found.endsWith(": outside its window"));
  }

  @ParameterizedTest
  @CsvSource({
    "3.12, 3.13, config.ini security.kms_type",
    "3.13, 3.14, config.ini txpool.enable_txs_from_free_node",
    "3.14, 3.15, config.genesis executor.version",
    "3.15, 3.16, config.ini web3_rpc.enable_cors",
  })
  void aKeyIsReadFromItsReleaseOnOnly(String without, String with, String name) {
    String[] path = name.split("[ .](?=[a-z0-9_]+\\.[a-z0-9_]+$)|\\.(?=[a-z0-9_]+$)");
    assertThat(Specification.of(without).files().get(path[0]).getOrDefault(path[1], Map.of()))
        .doesNotContainKey(path[2]);
    assertThat(Specification.of(with).files().get(path[0]).get(path[1])).containsKey(path[2]);
  }

  @Test
  void whatOneReleaseReadsAnotherRefuses() throws IOException {
    // Given
    NodeDirectory node = node("3.14", Cryptography.STANDARD);

    // Then
    assertThat(node.read("3.14", NOW).findings()).isEmpty();
    assertThat(node.read("3.12", NOW).findings())
        .contains(
            "config.ini p2p.enable_ssl_verify: no node of 3.12.4 reads it",
            "config.genesis version.compatibility_version: newer than the node, 3.12.4");
    assertThat(node.read("3.15", NOW).findings())
        .containsExactlyInAnyOrder(
            "config.ini executor.baseline_scheduler: no node of 3.15.5 reads it",
            "config.genesis executor.version: missing");
  }
}
