package io.ridgeway.app.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What of a home runs, in {@code run/stack.json}: each part's process, its port, and when it was
 * started. Holds no secret. Written as soon as a process is there, so that whoever comes next can
 * stop it.
 */
public final class StackRecord {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** One recorded process and the loopback port that it serves. */
  public record Part(ProcessMark mark, int port, Instant startedAt) {}

  private final Path file;
  private final Map<String, Part> parts;

  private StackRecord(Path file, Map<String, Part> parts) {
    this.file = file;
    this.parts = parts;
  }

  /** What the home's record says; nothing when there is none. */
  public static StackRecord of(Home home) {
    Map<String, Part> parts = new LinkedHashMap<>();
    Path file = home.stackRecord();
    if (Files.exists(file)) {
      try {
        JSON.readTree(Files.readAllBytes(file))
            .properties()
            .forEach(entry -> parts.put(entry.getKey(), part(entry.getValue())));
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + file, e);
      }
    }
    return new StackRecord(file, parts);
  }

  /** The part's record, whether it still lives or not. */
  public Optional<Part> part(String name) {
    return Optional.ofNullable(parts.get(name));
  }

  /** The part's record, if that very process lives. */
  public Optional<Part> living(String name) {
    return part(name).filter(part -> part.mark().lives());
  }

  /** All that is recorded, in the order of starting. */
  public Map<String, Part> parts() {
    return Collections.unmodifiableMap(parts);
  }

  void put(String name, ProcessMark mark, int port, Clock clock) {
    boolean known = part(name).filter(part -> part.mark().equals(mark)).isPresent();
    if (!known) {
      parts.put(name, new Part(mark, port, clock.instant()));
      write();
    }
  }

  void remove(String name) {
    if (parts.remove(name) != null) {
      write();
    }
  }

  private void write() {
    ObjectNode root = JSON.createObjectNode();
    parts.forEach(
        (name, part) ->
            root.putObject(name)
                .put("pid", part.mark().pid())
                .put("startTicks", part.mark().startTicks())
                .put("boot", part.mark().boot())
                .put("startedAt", part.startedAt().toString())
                .put("port", part.port()));
    PrivateFiles.write(file, root.toPrettyString() + "\n");
  }

  private static Part part(JsonNode node) {
    ProcessMark mark =
        new ProcessMark(
            node.path("pid").asLong(),
            node.path("startTicks").asLong(),
            node.path("boot").asText());
    return new Part(
        mark, node.path("port").asInt(), Instant.parse(node.path("startedAt").asText()));
  }
}
