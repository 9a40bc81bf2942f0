package io.ridgeway.app.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a program that refuses to run as root. Where we are root it gets a user namespace of its
 * own, in which it is nobody and has no privilege, and still owns our files.
 */
final class OrdinaryUser {
  private static final List<String> NAMESPACE = List.of("unshare", "--user");

  private OrdinaryUser() {}

  static List<String> command(List<String> command) {
    if (!isRoot()) {
      return command;
    }
    List<String> wrapped = new ArrayList<>(NAMESPACE);
    wrapped.addAll(command);
    return List.copyOf(wrapped);
  }

  /** Says what to do when we are root and may not make a user namespace. */
  static void check() {
    if (!isRoot()) {
      return;
    }
    int exit;
    try {
      exit =
          new ProcessBuilder(command(List.of("true")))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor();
    } catch (IOException e) {
      exit = -1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddedException("interrupted while starting PostgreSQL", e);
    }
    if (exit != 0) {
      throw new EmbeddedException(
          "PostgreSQL does not run as root, and this machine lets root make no user namespace"
              + " (unshare --user): run Ridgeway as an ordinary user");
    }
  }

  private static boolean isRoot() {
    try {
      return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot tell which user runs this", e);
    }
  }
}
