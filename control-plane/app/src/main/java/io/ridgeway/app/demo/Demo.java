package io.ridgeway.app.demo;

import io.ridgeway.app.embedded.EmbeddedApplication;
import io.ridgeway.app.embedded.EmbeddedStack;
import io.ridgeway.app.embedded.Home;
import io.ridgeway.app.embedded.KeycloakLogin;
import io.ridgeway.app.embedded.Progress;
import io.ridgeway.app.embedded.Secrets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * {@code ./ridgeway demo [--report FILE] [--hold SECONDS]}: starts the embedded parts in a home of
 * their own, walks the journey, stops them and removes the home. What is left is the report and the
 * documents beside it.
 */
public final class Demo {
  private static final Duration TOKEN_AGE = Duration.ofMinutes(2);

  private Demo() {}

  /** Runs it; the exit code says whether every step went well. */
  public static void main(String[] args) {
    Home usual = Home.from(System.getenv());
    Path folder = usual.root().resolve("demo-report");
    Path report = folder.resolve("report.json");
    Duration hold = Duration.ZERO;
    for (int i = 0; i < args.length; i += 2) {
      String value = i + 1 < args.length ? args[i + 1] : "";
      if (args[i].equals("--report") && !value.isEmpty()) {
        report = Path.of(value);
      } else if (args[i].equals("--hold") && value.matches("[0-9]{1,5}")) {
        hold = Duration.ofSeconds(Long.parseLong(value));
      } else {
        System.err.println("usage: ridgeway demo [--report FILE] [--hold SECONDS]");
        System.exit(2);
      }
    }
    Home home = new Home(usual.root().resolve("demo"), usual.cache());
    System.exit(run(usual, home, report, hold) ? 0 : 1);
  }

  private static boolean run(Home usual, Home home, Path report, Duration hold) {
    Clock clock = Clock.systemUTC();
    Steps steps = new Steps(System.out);
    Progress progress = Progress.toTerminal(clock);
    remove(home);
    EmbeddedStack stack = EmbeddedStack.at(home, System.getenv(), clock, progress);
    // Ctrl-C ends here too: nothing of the demo may go on, and the step that it breaks hasn't
    // failed.
    AtomicBoolean failed = new AtomicBoolean();
    AtomicBoolean ending = new AtomicBoolean();
    Thread cleanUp =
        new Thread(
            () -> {
              ending.set(true);
              stack.stop();
              if (!failed.get()) {
                remove(home);
              }
            },
            "demo-clean-up");
    Runtime.getRuntime().addShutdownHook(cleanUp);
    try {
      steps.step(
          "start PostgreSQL, Keycloak, Ridgeway",
          () -> {
            Files.createDirectories(home.root());
            Files.copy(usual.software(), home.software(), StandardCopyOption.REPLACE_EXISTING);
            return start(stack, progress, clock);
          });
      new Journey(
              steps,
              stack.portalUrl(),
              stack.portalUrl(),
              token(stack, "demo-admin", Secrets.Name.USER_DEMO_ADMIN, clock),
              token(stack, "operator", Secrets.Name.USER_OPERATOR, clock),
              Objects.requireNonNull(report.toAbsolutePath().getParent(), "a file is in a folder"),
              hold)
          .walk();
      steps.step(
          "stop and clean up",
          () -> {
            stack.stop();
            return remove(home);
          });
    } catch (Steps.StepFailed e) {
      if (ending.get()) {
        return false;
      }
      // What is needed to see why stays until the next demo.
      failed.set(true);
      System.err.println(
          "demo: " + e.getMessage() + " (logs: " + home.root().resolve("logs") + ")");
    }
    steps.report(report);
    System.out.printf(
        java.util.Locale.ROOT,
        "%s in %.1f s; report: %s%n",
        steps.ok() ? "All steps done" : "Failed",
        steps.totalSeconds(),
        report);
    return steps.ok();
  }

  private static String start(EmbeddedStack stack, Progress progress, Clock clock) {
    stack.start();
    EmbeddedApplication application =
        EmbeddedApplication.startOrAdopt(
            stack, EmbeddedApplication.builtJar(), List.of(), progress, clock);
    stack.awaitReady();
    application.awaitReady(progress);
    return stack.portalUrl();
  }

  private static String remove(Home home) {
    home.remove();
    return "nothing left";
  }

  /** Signs in as that user, and again before the token ends. */
  private static Supplier<String> token(
      EmbeddedStack stack, String user, Secrets.Name password, Clock clock) {
    return new Supplier<>() {
      private String token = "";
      private long until;

      @Override
      public synchronized String get() {
        if (clock.millis() > until) {
          token =
              new KeycloakLogin(stack.realmUrl(), "ridgeway-cli", new SecureRandom())
                  .signIn(user, stack.secrets().get(password), "")
                  .accessToken();
          until = clock.millis() + TOKEN_AGE.toMillis();
        }
        return token;
      }
    };
  }
}
