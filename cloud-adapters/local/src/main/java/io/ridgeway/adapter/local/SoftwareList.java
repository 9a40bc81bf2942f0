package io.ridgeway.adapter.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.ridgeway.adapter.AdapterException.SoftwareUnavailable;
import io.ridgeway.model.deploy.Software;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The programs of this machine: {@code software.yaml}, a list of {@code {name, version, path,
 * sha256}}. It is read anew each time, so that what is added can be used at once.
 */
final class SoftwareList {
  private static final Logger LOG = LoggerFactory.getLogger(SoftwareList.class);
  private static final ObjectMapper YAML =
      YAMLMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  private final Path file;
  private final Checksums checksums = new Checksums();
  private volatile Set<String> reported = Set.of();

  SoftwareList(Path file) {
    this.file = file;
  }

  /** One program of the list, as it is written there. */
  record Entry(String name, String version, String path, String sha256) {
    Software software() {
      return new Software(name, version);
    }
  }

  /** What can be run: there, executable, and what its checksum says. The rest is logged. */
  Set<Software> usable() {
    Set<Software> usable = new TreeSet<>(Comparator.comparing(Software::toString));
    Set<String> troubles = new TreeSet<>();
    try {
      for (Entry entry : entries()) {
        try {
          verified(entry);
          usable.add(entry.software());
        } catch (SoftwareUnavailable e) {
          troubles.add(String.valueOf(e.getMessage()));
        }
      }
    } catch (SoftwareUnavailable e) {
      troubles.add(String.valueOf(e.getMessage()));
    }
    if (!troubles.equals(reported)) {
      troubles.forEach(LOG::warn);
      reported = troubles;
    }
    return Set.copyOf(usable);
  }

  /** The program to run, verified. */
  Path program(Software software) {
    return verified(entry(software));
  }

  /** What stands for the software in the list, as text; nothing is looked at but the list. */
  String listed(Software software) {
    Entry entry = entry(software);
    return program(entry) + " " + entry.sha256().strip().toLowerCase(Locale.ROOT);
  }

  private Entry entry(Software software) {
    return entries().stream()
        .filter(e -> e.software().equals(software))
        .findFirst()
        .orElseThrow(
            () ->
                new SoftwareUnavailable(
                    software + " is not in " + file + ": add it there with its path and sha256"));
  }

  private Path program(Entry entry) {
    return Disk.parent(file).resolve(entry.path()).normalize();
  }

  private Path verified(Entry entry) {
    Path program = program(entry);
    String what = entry.software() + " at " + program;
    if (!Files.isRegularFile(program)) {
      throw new SoftwareUnavailable(
          what + " is missing: build or install it there, or correct its path in " + file);
    }
    if (!Files.isExecutable(program)) {
      throw new SoftwareUnavailable(what + " may not be executed: give it the right (chmod +x)");
    }
    String found;
    try {
      found = checksums.sha256(program);
    } catch (IOException e) {
      throw new SoftwareUnavailable(what + " can't be read: give this user the right to");
    }
    if (!found.equalsIgnoreCase(entry.sha256().strip())) {
      throw new SoftwareUnavailable(
          what
              + " is not what its checksum says: its sha256 is "
              + found
              + ", expected "
              + entry.sha256()
              + ": install the right file, or correct "
              + file
              + " if you trust this one");
    }
    return program;
  }

  private List<Entry> entries() {
    try {
      List<Entry> entries =
          YAML.readValue(Files.readAllBytes(file), new TypeReference<List<Entry>>() {});
      List<Entry> whole = new ArrayList<>(entries == null ? List.of() : entries);
      whole.forEach(SoftwareList::checkWhole);
      return whole;
    } catch (NoSuchFileException e) {
      throw new SoftwareUnavailable(
          file
              + " is missing: list there what this city node can run (name, version, path, sha256)");
    } catch (JsonProcessingException | IllegalArgumentException e) {
      String reason =
          e instanceof JsonProcessingException j ? j.getOriginalMessage() : e.getMessage();
      throw new SoftwareUnavailable(file + " can't be understood: correct it: " + reason);
    } catch (IOException e) {
      throw new SoftwareUnavailable(file + " can't be read: give this user the right to: " + e);
    }
  }

  private static void checkWhole(@Nullable Entry entry) {
    if (entry == null) {
      throw new IllegalArgumentException("an entry is empty");
    }
    entry.software();
    if (!entry.sha256().strip().matches("[0-9a-fA-F]{64}") || entry.path().isBlank()) {
      throw new IllegalArgumentException(
          entry.software() + " needs a path and a sha256 of 64 hex digits");
    }
  }
}
