package io.ridgeway.reconciler;

import io.ridgeway.adapter.AdapterException;

/**
 * Removes the snapshot that was copied from the node's volume, where it takes room, and older ones,
 * as a backup that was given up leaves them.
 */
final class TidyStep implements Step {
  @Override
  public String name() {
    return "tidy";
  }

  @Override
  public boolean isDone(Pass pass) {
    try {
      return BackedUp.of(pass).used().isEmpty();
    } catch (AdapterException.Unreachable e) {
      // The backup is kept; the next one of that node tidies what is left of this.
      return true;
    }
  }

  @Override
  public Outcome perform(Pass pass) {
    BackedUp backedUp = BackedUp.of(pass);
    backedUp.used().forEach(backedUp::discard);
    return new Performed();
  }
}
