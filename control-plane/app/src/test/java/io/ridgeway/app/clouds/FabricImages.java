package io.ridgeway.app.clouds;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Images of Fabric's nodes and of the example contracts, as {@code tools/nodes/fabric-images}. */
final class FabricImages {
  /** What a city node that has them runs, with the commands that the official images need. */
  static final String SOFTWARE =
      """
      - {name: fabric-peer, version: '3.1.1', image: 'hyperledger/fabric-peer:3.1.1', command: [peer]}
      - {name: fabric-orderer, version: '3.1.1', image: 'hyperledger/fabric-orderer:3.1.1', command: [orderer]}
      - {name: fabric-contracts, version: '1', image: 'ridgeway/fabric-contracts:1'}
      """;

  private FabricImages() {}

  /** The archives, made if they aren't there yet. */
  static Path[] archives() {
    Path examples = Path.of(System.getProperty("fabric.contracts"));
    Path script = examples.resolve("../../../tools/nodes/fabric-images").normalize();
    try {
      Process process =
          new ProcessBuilder(script.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      List<String> paths =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .toList();
      if (process.waitFor() != 0 || paths.size() != 3) {
        throw new AssertionError(script + " failed: " + paths);
      }
      return paths.stream().map(Path::of).toArray(Path[]::new);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
