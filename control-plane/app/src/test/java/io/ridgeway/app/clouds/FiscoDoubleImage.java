package io.ridgeway.app.clouds;

import io.ridgeway.app.FiscoSoftware;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An image of the test double of FISCO BCOS's node, as {@code tools/nodes/fisco-double}. */
final class FiscoDoubleImage {
  static final String NAME = "ridgeway/fisco-bcos-double:3.16";

  /** What a city node that has it runs in the place of the node. */
  static final String SOFTWARE = "[{name: fisco-bcos, version: '3.16.4', image: '" + NAME + "'}]";

  private FiscoDoubleImage() {}

  /** The archive, made if it isn't there yet. */
  static Path archive() {
    Path classes = FiscoSoftware.testClasses();
    Path script = classes.resolve("../../../../tools/nodes/fisco-double").normalize();
    List<String> command = new ArrayList<>(List.of(script.toString(), classes.toString()));
    FiscoSoftware.jars().forEach(jar -> command.add(jar.toString()));
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      String path =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor() != 0 || path.isEmpty()) {
        throw new AssertionError(script + " failed: " + path);
      }
      return Path.of(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
