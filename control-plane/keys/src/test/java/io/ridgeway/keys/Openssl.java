package io.ridgeway.keys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The OpenSSL command, in a directory: another's reading of what is written here. */
record Openssl(Path directory) {
  private static final long SECONDS = 120;

  /** What it says. */
  record Said(int exit, String text) {}

  Said run(String... arguments) {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(Arrays.asList(arguments));
    Path output = directory.resolve("openssl.out");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      process.getOutputStream().close();
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("openssl took too long: " + command);
      }
      return new Said(process.exitValue(), Files.readString(output, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new IllegalStateException("openssl (3.0 or later) is needed on the path", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  String succeed(String... arguments) {
    Said said = run(arguments);
    if (said.exit() != 0) {
      throw new AssertionError(
          "openssl "
              + String.join(" ", arguments)
              + " ended with "
              + said.exit()
              + ": "
              + said.text());
    }
    return said.text();
  }

  void write(String file, String text) {
    write(file, text.getBytes(StandardCharsets.US_ASCII));
  }

  void write(String file, byte[] bytes) {
    try {
      Files.write(directory.resolve(file), bytes);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  String read(String file) {
    try {
      return Files.readString(directory.resolve(file), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
