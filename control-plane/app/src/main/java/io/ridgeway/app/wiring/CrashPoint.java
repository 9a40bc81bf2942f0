package io.ridgeway.app.wiring;

import io.ridgeway.reconciler.FaultPort;
import java.util.Map;

/**
 * Ends the process, as if by SIGKILL, at one of the reconciler's fault points: how the tests prove
 * that a crash there loses nothing. The point is named by {@code RIDGEWAY_CRASH_AT}, for example
 * {@code after apply}; without it nothing happens.
 */
final class CrashPoint implements FaultPort {
  private static final int KILLED = 137;

  private final String point;

  private CrashPoint(String point) {
    this.point = point;
  }

  static FaultPort fromEnvironment(Map<String, String> environment) {
    String point = environment.getOrDefault("RIDGEWAY_CRASH_AT", "");
    return point.isEmpty() ? FaultPort.NONE : new CrashPoint(point);
  }

  @Override
  public void before(String write) {
    crash("before " + write);
  }

  @Override
  public void after(String write) {
    crash("after " + write);
  }

  private void crash(String here) {
    if (here.equals(point)) {
      // No shutdown hook runs: as when the kernel kills it.
      Runtime.getRuntime().halt(KILLED);
    }
  }
}
