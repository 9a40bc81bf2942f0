package io.ridgeway.framework.fabric.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Fabric's own programs, as {@code tools/nodes/fabric} builds them: {@code RIDGEWAY_FABRIC} names
 * the directory.
 *
 * @param line {@code 2.5} or {@code 3}
 */
public record FabricPrograms(String line) {

  /** Those of the line that a version belongs to. */
  public FabricPrograms of(String version) {
    return version.startsWith(line)
        ? this
        : new FabricPrograms(version.startsWith("3") ? "3" : "2.5");
  }

  /** The program of that name. */
  public Path path(String program) {
    String home = System.getenv("RIDGEWAY_FABRIC");
    if (home == null || home.isBlank()) {
      throw new AssertionError(
          "RIDGEWAY_FABRIC is not set: export RIDGEWAY_FABRIC=\"$(tools/nodes/fabric)\"");
    }
    Path path = Path.of(home, line, program);
    if (!Files.isExecutable(path)) {
      throw new AssertionError("no executable program at " + path + ": run tools/nodes/fabric");
    }
    return path;
  }

  /** Runs a program to its end and fails if that isn't 0. */
  public String run(
      Path folder, Map<String, String> environment, String program, String... arguments) {
    List<String> command = new ArrayList<>(List.of(path(program).toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().put("HOME", folder.toString());
    builder.environment().putAll(environment);
    try {
      Path output = Files.createTempFile(folder, program, ".log");
      Process process = builder.redirectOutput(output.toFile()).start();
      if (!process.waitFor(120, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(program + " doesn't end");
      }
      String said = Files.readString(output, StandardCharsets.UTF_8);
      if (process.exitValue() != 0) {
        throw new AssertionError(String.join(" ", command) + " failed:\n" + said);
      }
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** A message as configtxlator reads it, whatever is packed in it unpacked. */
  public JsonNode decode(Path folder, String type, Message message) {
    return decode(folder, type, message.toByteArray());
  }

  public JsonNode decode(Path folder, String type, byte[] message) {
    try {
      Path in = Files.createTempFile(folder, "message", ".pb");
      Path out = Files.createTempFile(folder, "message", ".json");
      Files.write(in, message);
      run(
          folder,
          Map.of(),
          "configtxlator",
          "proto_decode",
          "--type",
          type,
          "--input",
          in.toString(),
          "--output",
          out.toString());
      return new ObjectMapper().readTree(out.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
