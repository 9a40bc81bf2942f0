package io.ridgeway.reconciler;

/** Waits until nothing of the network is seen at any city node. */
final class ConfirmStep implements Step {
  @Override
  public String name() {
    return "confirm";
  }

  @Override
  public boolean isDone(Pass pass) {
    return pass.sights().unheard().isEmpty()
        && pass.sights().seen().allMatch(o -> o.workloads().isEmpty() && o.tasks().isEmpty());
  }

  @Override
  public Outcome perform(Pass pass) {
    long left = pass.sights().seen().mapToLong(o -> o.workloads().size() + o.tasks().size()).sum();
    return new Waiting("Waits for " + left + " nodes to stop.", Pace.SOON);
  }
}
