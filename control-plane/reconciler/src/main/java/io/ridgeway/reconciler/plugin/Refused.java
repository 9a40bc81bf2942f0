package io.ridgeway.reconciler.plugin;

/** A jar isn't loaded; the message says why, after the jar's name, and what to do. */
final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Refused(String message) {
    super(message);
  }

  Refused(String message, Throwable cause) {
    super(message, cause);
  }
}
