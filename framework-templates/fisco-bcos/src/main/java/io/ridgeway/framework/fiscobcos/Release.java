package io.ridgeway.framework.fiscobcos;

import io.ridgeway.model.deploy.Software;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One release line of FISCO BCOS and what is its own.
 *
 * @param version what a spec names: {@code 3.16}
 * @param software the version of the node that runs it: {@code 3.16.4}
 * @param compatibility the rules that this node can keep, newest first
 * @param webAssembly whether the official build runs WebAssembly
 * @param keyPageSize the storage's page in bytes, as the line's official tool sets it; 0 for none
 * @param settings the settings that not every line reads, by section and key
 */
record Release(
    String version,
    String software,
    List<String> compatibility,
    boolean webAssembly,
    int keyPageSize,
    Set<String> settings) {
  static final String PROGRAM = "fisco-bcos";

  Release {
    compatibility = List.copyOf(compatibility);
    settings = Set.copyOf(settings);
  }

  Software program() {
    return new Software(PROGRAM, software);
  }

  /** What templates see as {@code $release}. */
  Map<String, Object> values() {
    return Map.of(
        "software",
        software,
        "keyPageSize",
        keyPageSize,
        "settings",
        settings.stream().sorted().toList());
  }
}
