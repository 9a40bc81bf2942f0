package io.ridgeway.app.embedded;

import java.util.List;

/** What the launcher's commands share. */
final class Commands {
  private Commands() {}

  /** Runs it; what goes wrong is told in a sentence, with its causes. Returns the exit code. */
  static int run(Runnable command) {
    try {
      command.run();
      return 0;
    } catch (RuntimeException e) {
      System.err.println("ridgeway: " + e.getMessage());
      for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
        System.err.println("  because: " + cause);
      }
      return 1;
    }
  }

  /** Options for the application's Java machine that the person at the keyboard sets. */
  static List<String> javaOptions() {
    String options = System.getenv().getOrDefault("RIDGEWAY_JAVA_OPTS", "").strip();
    return options.isEmpty() ? List.of() : List.of(options.split("\\s+"));
  }
}
