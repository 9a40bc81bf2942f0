package io.ridgeway.app.embedded;

import java.time.Clock;
import java.util.List;

/**
 * {@code ./ridgeway up}: starts all of it, or finds it running, says where it is, and leaves it to
 * itself.
 */
public final class Up {
  private Up() {}

  public static void main(String[] arguments) {
    Clock clock = Clock.systemUTC();
    Progress progress = Progress.toTerminal(clock);
    System.exit(Commands.run(() -> start(clock, progress)));
  }

  private static void start(Clock clock, Progress progress) {
    EmbeddedStack stack = EmbeddedStack.fromEnvironment(System.getenv(), clock, progress);
    stack.start();
    EmbeddedApplication application =
        EmbeddedApplication.startOrAdopt(
            stack, EmbeddedApplication.builtJar(), Commands.javaOptions(), progress, clock);
    stack.awaitReady();
    application.awaitReady(progress);
    lines(stack).forEach(System.out::println);
  }

  private static List<String> lines(EmbeddedStack stack) {
    return List.of(
        "",
        "Portal    " + stack.portalUrl(),
        "Gateway   " + stack.gatewayUrl(),
        "Keycloak  " + stack.realmUrl(),
        "Users     demo-admin (a tenant's administrator), operator (runs the platform)",
        "Passwords user.demo.admin and user.operator in " + stack.home().secrets(),
        "Stop      ./ridgeway down");
  }
}
