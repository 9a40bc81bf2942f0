package io.ridgeway.framework.fiscobcos;

import io.ridgeway.framework.fiscobcos.conformance.NodeReading;
import io.ridgeway.framework.fiscobcos.conformance.Specification;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.deploy.ConfigFile;
import io.ridgeway.model.deploy.SecretFile;
import io.ridgeway.model.deploy.Symbols;
import io.ridgeway.model.deploy.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A workload's files on disk, its symbols filled, as an adapter leaves them for the program. */
record NodeDirectory(Path path, Workload workload) {
  static NodeDirectory write(
      Path path, Workload workload, Map<KeyId, byte[]> secrets, String bindAddress)
      throws IOException {
    NodeDirectory directory = new NodeDirectory(path, workload);
    Files.createDirectories(path.resolve("conf"));
    for (ConfigFile file : workload.files()) {
      Files.writeString(
          directory.file(file.name()),
          Symbols.fill(file.text(), symbol -> directory.symbol(symbol, bindAddress)));
    }
    for (SecretFile secret : workload.secrets()) {
      Files.write(directory.file(secret.name()), secret.format().encode(secrets.get(secret.key())));
    }
    return directory;
  }

  Path file(String name) {
    return path.resolve("conf").resolve(name);
  }

  private String symbol(String symbol, String bindAddress) {
    int dot = symbol.indexOf('.');
    if (dot < 0) {
      return bindAddress;
    }
    String name = symbol.substring(dot + 1);
    return (symbol.startsWith("volume.") ? path.resolve(name) : file(name))
        .toAbsolutePath()
        .toString();
  }

  /** The program's two files, as its arguments name them. */
  NodeReading read(String version, Instant now) {
    List<String> arguments = workload.arguments();
    if (arguments.size() != 4 || !arguments.get(0).equals("-c") || !arguments.get(2).equals("-g")) {
      throw new AssertionError("no node takes " + arguments);
    }
    Path config = Path.of(Symbols.fill(arguments.get(1), s -> symbol(s, "")));
    Path genesis = Path.of(Symbols.fill(arguments.get(3), s -> symbol(s, "")));
    return NodeReading.of(config, genesis, Specification.of(version), now);
  }
}
