package io.ridgeway.app.embedded;

import java.util.Map;

/**
 * {@code ./ridgeway status}: what of the home runs; exit code 0 when all of it does, 3 when not.
 */
public final class Status {
  private static final int NOT_RUNNING = 3;

  private Status() {}

  public static void main(String[] arguments) {
    Map<String, StackRecord.Part> parts = StackRecord.of(Home.from(System.getenv())).parts();
    if (parts.isEmpty()) {
      System.out.println("nothing runs");
      System.exit(NOT_RUNNING);
    }
    boolean all = parts.containsKey(EmbeddedApplication.NAME);
    for (Map.Entry<String, StackRecord.Part> entry : parts.entrySet()) {
      StackRecord.Part part = entry.getValue();
      boolean lives = part.mark().lives();
      all &= lives;
      System.out.printf(
          "%-12s %-8s 127.0.0.1:%d  pid %d since %s%n",
          entry.getKey(),
          lives ? "runs" : "ended",
          part.port(),
          part.mark().pid(),
          part.startedAt());
    }
    System.exit(all ? 0 : NOT_RUNNING);
  }
}
