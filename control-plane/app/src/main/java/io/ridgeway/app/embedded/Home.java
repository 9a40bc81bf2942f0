package io.ridgeway.app.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where an embedded run keeps what it has.
 *
 * @param root this run's own data: databases, secrets, logs; readable by its owner only
 * @param cache what is dear to make and holds nothing of a run, so that several homes may share it
 */
public record Home(Path root, Path cache) {
  public Home {
    root = root.toAbsolutePath().normalize();
    cache = cache.toAbsolutePath().normalize();
  }

  /**
   * The home that {@code RIDGEWAY_HOME} and {@code RIDGEWAY_CACHE} name, as the scripts read them.
   */
  public static Home from(Map<String, String> environment) {
    String named = environment.get("RIDGEWAY_HOME");
    Path root =
        named == null || named.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".ridgeway")
            : Path.of(named);
    String cache = environment.get("RIDGEWAY_CACHE");
    return new Home(
        root, cache == null || cache.isEmpty() ? root.resolve("cache") : Path.of(cache));
  }

  /** The file with this run's passwords, one {@code name=value} a line. */
  public Path secrets() {
    return root.resolve("secrets").resolve("embedded.properties");
  }

  /** The 32 bytes that wrap every tenant's data key. */
  public Path kek() {
    return root.resolve("secrets").resolve("kek");
  }

  /** What the local city node may run, by name, version, path and checksum. */
  public Path software() {
    return root.resolve("software.yaml");
  }

  /** Where the local city node keeps its nodes' files. */
  public Path cityNode() {
    return root.resolve("local-1");
  }

  /** Where backups of nodes are kept. */
  public Path backups() {
    return root.resolve("backups");
  }

  /** The file that tells what runs: {@link StackRecord}. */
  public Path stackRecord() {
    return run().resolve("stack.json");
  }

  /** Deletes all of this run; the cache stays, unless it is within. Nothing of it may run. */
  public void remove() {
    try {
      PrivateFiles.deleteTree(root);
    } catch (IOException e) {
      throw new UncheckedIOException("the home " + root + " can't be removed", e);
    }
  }

  Path run() {
    return root.resolve("run");
  }

  Path logs() {
    return root.resolve("logs");
  }

  Path postgres() {
    return root.resolve("postgres");
  }
}
