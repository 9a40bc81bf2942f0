package io.ridgeway.app.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The one embedded stack of a test run, shared by every integration test of this module; it ends
 * with the run. Its home is under {@code target}, its Keycloak the one that {@code
 * tools/keycloak/build} prepared.
 */
public final class SharedStack {
  static final Home HOME =
      new Home(Path.of("target", "embedded"), Home.from(System.getenv()).cache());
  private static final Clock CLOCK = Clock.systemUTC();
  private static final Progress PROGRESS = Progress.toTerminal(CLOCK);
  private static @Nullable EmbeddedStack stack;

  private SharedStack() {}

  /** The stack, ready; started at the first call, and anew when something of it was stopped. */
  public static synchronized EmbeddedStack running() {
    EmbeddedStack now = stack;
    if (now == null) {
      fresh();
      Runtime.getRuntime().addShutdownHook(new Thread(SharedStack::stop));
    }
    if (now == null || !runsWhole()) {
      now = another();
      now.start();
      now.awaitReady();
      stack = now;
    }
    return now;
  }

  /** Another instance on the same home, as another process would have it. */
  static EmbeddedStack another() {
    String named = System.getenv("RIDGEWAY_KEYCLOAK");
    Path keycloak = named == null ? HOME.cache().resolve("keycloak") : Path.of(named);
    return new EmbeddedStack(HOME, keycloak, CLOCK, PROGRESS);
  }

  // What an earlier run left, running or not, is none of this one's.
  private static void fresh() {
    stop();
    try {
      PostgresBinaries.deleteTree(HOME.root());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot clear " + HOME.root(), e);
    }
  }

  private static boolean runsWhole() {
    StackRecord record = StackRecord.of(HOME);
    return Stream.of(EmbeddedPostgres.PORT_NAME, EmbeddedKeycloak.PORT_NAME)
        .allMatch(part -> record.living(part).isPresent());
  }

  static void stop() {
    EmbeddedStack.stop(HOME, PROGRESS, CLOCK);
  }
}
