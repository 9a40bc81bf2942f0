package io.ridgeway.app.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * The file that keeps who is signed in where: server, tokens, chosen tenant. Readable by its owner
 * only.
 */
final class SessionFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;

  SessionFile(Path file) {
    this.file = file;
  }

  /** {@code $RIDGECTL_SESSION}, else under the user's configuration directory. */
  static SessionFile usual() {
    return new SessionFile(
        Optional.ofNullable(System.getenv("RIDGECTL_SESSION"))
            .map(Path::of)
            .orElseGet(
                () ->
                    Optional.ofNullable(System.getenv("XDG_CONFIG_HOME"))
                        .map(Path::of)
                        .orElse(Path.of(System.getProperty("user.home"), ".config"))
                        .resolve("ridgeway/session.json")));
  }

  /** What it holds; an empty object if there is none. */
  ObjectNode read() {
    try {
      return Files.exists(file)
          ? (ObjectNode) JSON.readTree(file.toFile())
          : JSON.createObjectNode();
    } catch (IOException | ClassCastException e) {
      throw new Failure(
          Failure.REFUSED,
          "The session file " + file + " can't be read; sign in again: ridgectl login");
    }
  }

  void write(ObjectNode session) {
    try {
      Path directory = file.toAbsolutePath().getParent();
      Files.createDirectories(directory);
      Path fresh =
          Files.createTempFile(
              directory,
              "session",
              null,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(fresh, JSON.writeValueAsBytes(session));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("the session file " + file + " can't be written", e);
    }
  }

  void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("the session file " + file + " can't be deleted", e);
    }
  }
}
