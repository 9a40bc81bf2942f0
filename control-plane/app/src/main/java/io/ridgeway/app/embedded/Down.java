package io.ridgeway.app.embedded;

import java.time.Clock;

/** {@code ./ridgeway down}: stops all that runs of the home, by its own recorded processes. */
public final class Down {
  private Down() {}

  public static void main(String[] arguments) {
    Clock clock = Clock.systemUTC();
    Progress progress = Progress.toTerminal(clock);
    System.exit(
        Commands.run(() -> EmbeddedStack.stop(Home.from(System.getenv()), progress, clock)));
  }
}
