package io.ridgeway.app.embedded;

import java.time.Clock;

/** {@code ./ridgeway down}: stops all that runs of the home, by its own recorded processes. */
public final class Down {
  private Down() {}

  public static void main(String[] arguments) {
    Clock clock = Clock.systemUTC();
    Progress progress = Progress.toTerminal(clock);
    // The local adapter is joined here, once the application has it.
    LocalNodes nodes = LocalNodes.none();
    System.exit(
        Commands.run(
            () -> EmbeddedStack.stop(Home.from(System.getenv()), nodes, progress, clock)));
  }
}
