package io.ridgeway.app.embedded;

/** Takes the PostgreSQL of a running home away for a while; everything else stays. */
public final class DatabaseOutage {
  private DatabaseOutage() {}

  /** Stops it as an operator would, with connections open. */
  public static void begin(EmbeddedStack stack) {
    if (!EmbeddedPostgres.stop(stack.home())) {
      throw new IllegalStateException("no PostgreSQL ran at " + stack.home());
    }
  }

  /** Starts it on the same data and the same port. */
  public static void end(EmbeddedStack stack) {
    int port = stack.postgres().port();
    stack.start();
    if (stack.postgres().port() != port) {
      throw new IllegalStateException("another program took port " + port);
    }
  }
}
