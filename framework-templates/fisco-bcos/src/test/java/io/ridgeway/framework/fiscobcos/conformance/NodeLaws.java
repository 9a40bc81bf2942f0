package io.ridgeway.framework.fiscobcos.conformance;

import static io.ridgeway.framework.fiscobcos.conformance.NodeReading.CONFIG;
import static io.ridgeway.framework.fiscobcos.conformance.NodeReading.GENESIS;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must hold among several keys of a node. */
final class NodeLaws {
  private final Map<String, String> values;
  private final boolean guomi;
  private final String release;
  private final List<String> broken = new ArrayList<>();

  /**
   * @param values as {@link NodeReading} has them
   */
  NodeLaws(Map<String, String> values, boolean guomi, String release) {
    this.values = values;
    this.guomi = guomi;
    this.release = release;
  }

  List<String> broken() {
    oneSuite();
    virtualMachine();
    sealers();
    compatibility();
    logs();
    ports();
    return broken;
  }

  private String value(String name) {
    return values.getOrDefault(name, "");
  }

  private void oneSuite() {
    if (!value(CONFIG + " p2p.sm_ssl").equals(String.valueOf(guomi))) {
      broken.add(CONFIG + " p2p.sm_ssl: not the suite of the genesis");
    }
    // A node chooses for each door by itself, and nothing that calls this one speaks Guomi's TLS.
    if (!value(CONFIG + " rpc.sm_ssl").equals("false")) {
      broken.add(CONFIG + " rpc.sm_ssl: no gateway could come in");
    }
    for (String name : List.of(CONFIG + " p2p.enable_ssl_verify", CONFIG + " rpc.enable_ssl")) {
      if (value(name).equals("false")) {
        broken.add(name + ": anybody could come in");
      }
    }
  }

  private void virtualMachine() {
    if (!value(GENESIS + " executor.is_wasm").equals("true")) {
      return;
    }
    if (!value(GENESIS + " executor.is_serial_execute").equals("true")) {
      broken.add(GENESIS + " executor.is_serial_execute: WebAssembly runs serially only");
    }
    if (value(GENESIS + " executor.is_auth_check").equals("true")) {
      broken.add(GENESIS + " executor.is_auth_check: only Solidity has it");
    }
    if (value(GENESIS + " executor.version").equals("1")) {
      broken.add(GENESIS + " executor.version: the newer executor knows the EVM only");
    }
  }

  private void sealers() {
    Set<String> ids = new HashSet<>();
    int count = 0;
    for (Map.Entry<String, String> entry : values.entrySet()) {
      if (entry.getKey().startsWith(GENESIS + " consensus.node.")) {
        count++;
        if (!ids.add(entry.getValue().split(":")[0])) {
          broken.add(entry.getKey() + ": a node id that another sealer has");
        }
      }
    }
    if (count < 4) {
      broken.add(GENESIS + " consensus.node.*: " + count + " sealers tolerate no fault");
    }
    if (value(GENESIS + " consensus.consensus_type").equals("rpbft")
        && Integer.parseInt(value(GENESIS + " consensus.epoch_sealer_num")) > count) {
      broken.add(GENESIS + " consensus.epoch_sealer_num: more than there are sealers");
    }
  }

  private void compatibility() {
    String name = GENESIS + " version.compatibility_version";
    if (value(name).matches("3\\.[0-9]+\\.[0-9]+") && number(value(name)) > number(release)) {
      broken.add(name + ": newer than the node, " + release);
    }
  }

  private static long number(String version) {
    return Arrays.stream(version.split("\\."))
        .mapToLong(Long::parseLong)
        .reduce(0, (sum, part) -> sum * 1000 + part);
  }

  private void logs() {
    if (value(CONFIG + " log.enable_rotate_by_hour").equals("true")) {
      broken.add(CONFIG + " log.enable_rotate_by_hour: by the hour no file is ever deleted");
    }
    for (String bound : List.of("max_archive_files", "max_archive_size")) {
      if (value(CONFIG + " log." + bound).equals("0")) {
        broken.add(CONFIG + " log." + bound + ": 0 is without bounds");
      }
    }
    if (value(CONFIG + " log.log_path").equals(value(CONFIG + " storage.data_path"))) {
      broken.add(CONFIG + " log.log_path: the ledger's own folder");
    }
  }

  private void ports() {
    if (value(CONFIG + " p2p.listen_port").equals(value(CONFIG + " rpc.listen_port"))) {
      broken.add(CONFIG + " rpc.listen_port: the port of the peers");
    }
    if (value(CONFIG + " web3_rpc.enable").equals("true")) {
      broken.add(CONFIG + " web3_rpc.enable: a door without TLS or callers' names");
    }
    if (value(CONFIG + " storage.enable_archive").equals("true")
        && (value(CONFIG + " storage.archive_ip").isEmpty()
            || value(CONFIG + " storage.archive_port").isEmpty())) {
      broken.add(CONFIG + " storage.enable_archive: without the address it needs");
    }
  }
}
