package io.ridgeway.reconciler;

import java.util.ArrayList;
import java.util.List;

/**
 * Notes every point at which the reconciler could be stopped, and does something at one of them.
 */
final class Faults implements FaultPort {
  final List<String> passed = new ArrayList<>();
  private final int at;
  private final Runnable what;

  private Faults(int at, Runnable what) {
    this.at = at;
    this.what = what;
  }

  /** The process dies here. No code of ours may catch it. */
  static final class Death extends Error {
    private static final long serialVersionUID = 1L;
  }

  static Faults none() {
    return new Faults(-1, () -> {});
  }

  /** Dies at the n-th point, counted from 0. */
  static Faults deathAt(int n) {
    return at(
        n,
        () -> {
          throw new Death();
        });
  }

  static Faults at(int n, Runnable what) {
    return new Faults(n, what);
  }

  boolean happened() {
    return passed.size() > at;
  }

  @Override
  public void before(String write) {
    pass("before " + write);
  }

  @Override
  public void after(String write) {
    pass("after " + write);
  }

  private void pass(String point) {
    passed.add(point);
    if (passed.size() == at + 1) {
      what.run();
    }
  }
}
