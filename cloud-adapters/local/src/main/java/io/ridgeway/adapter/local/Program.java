package io.ridgeway.adapter.local;

import org.jspecify.annotations.Nullable;

/**
 * A started program.
 *
 * @param child present if this Java machine started it: then it also learns how it ended
 */
record Program(ProcessIdentity identity, @Nullable Process child) {
  private static final int SIGNALLED = 128;

  boolean lives(ProcessTable processes) {
    return child == null ? identity.lives(processes) : child.isAlive();
  }

  /** How it ended; only if it did. */
  String ending() {
    if (child == null) {
      return "it ended; how is not known, as it was started before this adapter was opened";
    }
    return ending(child);
  }

  static String ending(Process ended) {
    int status = ended.exitValue();
    return status > SIGNALLED
        ? "it was ended by signal " + (status - SIGNALLED)
        : "it ended with status " + status;
  }
}
