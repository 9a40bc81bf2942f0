package io.ridgeway.app.cli;

/**
 * What the command line says when it can't do what was asked; the message is for the person, the
 * code for the script.
 */
final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Wrong use, or a request that was refused. */
  static final int REFUSED = 1;

  /** Not signed in, or not allowed. */
  static final int NOT_ALLOWED = 3;

  /** The server can't be reached or failed. */
  static final int UNREACHABLE = 4;

  private final int exitCode;

  Failure(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  int exitCode() {
    return exitCode;
  }
}
