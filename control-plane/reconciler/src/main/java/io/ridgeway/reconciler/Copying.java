package io.ridgeway.reconciler;

import io.ridgeway.reconciler.Step.Waiting;
import java.util.Optional;

/**
 * One of the few copies that a process makes at a time. Between two parts it looks now and then
 * whether the pass still has the network, so that a deletion ends it.
 */
final class Copying implements AutoCloseable {
  /** What others see who find no place. */
  static final Waiting FULL = new Waiting("Waits until other copies are through.", Pace.STEADY);

  private static final long LOOKED_AFTER = 64L << 20;

  private final Pass pass;
  private long moved;

  private Copying(Pass pass) {
    this.pass = pass;
  }

  /** Empty where as many are under way as may be. */
  static Optional<Copying> begin(Pass pass) {
    return pass.ports().archive().copies().tryAcquire()
        ? Optional.of(new Copying(pass))
        : Optional.empty();
  }

  /**
   * Notes that a part was copied.
   *
   * @throws Stop if the pass was overtaken
   */
  void moved(int bytes) {
    moved += bytes;
    if (moved >= LOOKED_AFTER) {
      moved = 0;
      pass.keep(() -> {});
    }
  }

  @Override
  public void close() {
    pass.ports().archive().copies().release();
  }
}
