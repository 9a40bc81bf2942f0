package io.ridgeway.reconciler;

/**
 * Waits until the ledger works: all voters agree, and its height grows. Once it has, {@link
 * Conditions} say how it goes on.
 */
final class JoinStep implements Step {
  @Override
  public String name() {
    return "join";
  }

  @Override
  public boolean isDone(Pass pass) {
    if (pass.network().readyAt().isPresent()) {
      return true;
    }
    long before = pass.network().height();
    // One look can't tell growth: the height of an earlier pass must be there to compare with.
    return pass.health().agreed() && before >= 0 && Ledger.height(pass) > before;
  }

  @Override
  public Outcome perform(Pass pass) {
    String missing = pass.health().message();
    return new Waiting(
        missing.isEmpty()
            ? "Waits for the ledger's first blocks."
            : "Waits for the ledger: " + missing,
        Pace.SOON);
  }
}
