package io.ridgeway.reconciler;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Notes every point at which the reconciler could be stopped, and does something at one of them.
 */
final class Faults implements FaultPort {
  final List<String> passed = new ArrayList<>();

  /** Of the points passed, each once, however often a pass that only waits comes by. */
  final Set<Milestone> milestones = new LinkedHashSet<>();

  private final int at;
  private final Optional<Milestone> first;
  private final Runnable what;
  private final Set<String> kinds = new HashSet<>();

  private Faults(int at, Optional<Milestone> first, Runnable what) {
    this.at = at;
    this.first = first;
    this.what = what;
  }

  /**
   * A point, after so many different ones. How often the same come again is chance where something
   * is waited for.
   */
  record Milestone(String point, int after) {}

  /** The process dies here. No code of ours may catch it. */
  static final class Death extends Error {
    private static final long serialVersionUID = 1L;
  }

  static Faults none() {
    return at(-1, () -> {});
  }

  /** Dies at the n-th point, counted from 0. */
  static Faults deathAt(int n) {
    return at(n, Faults::die);
  }

  /** Dies when it is first there. */
  static Faults deathAt(Milestone milestone) {
    return new Faults(-1, Optional.of(milestone), Faults::die);
  }

  static Faults at(int n, Runnable what) {
    return new Faults(n, Optional.empty(), what);
  }

  private static void die() {
    throw new Death();
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

  /** What happens where, for people. */
  @Override
  public String toString() {
    return first.map(Object::toString).orElse(at < 0 ? "nothing" : "point " + at);
  }

  private void pass(String point) {
    Milestone milestone = new Milestone(point, kinds.size());
    boolean isNew = milestones.add(milestone);
    kinds.add(point);
    passed.add(point);
    if (passed.size() == at + 1 || (isNew && first.filter(milestone::equals).isPresent())) {
      what.run();
    }
  }
}
