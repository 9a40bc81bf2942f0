package io.ridgeway.reconciler;

import io.ridgeway.adapter.VolumePath;

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
    return BackedUp.of(pass).used().isEmpty();
  }

  @Override
  public Outcome perform(Pass pass) {
    BackedUp backedUp = BackedUp.of(pass);
    for (VolumePath directory : backedUp.used()) {
      pass.ports()
          .faults()
          .around(
              FaultPort.DISCARD,
              () ->
                  pass.write(
                      backedUp.backup().cityNode(),
                      a -> {
                        a.discard(pass.id(), directory, pass.fence());
                        return true;
                      }));
    }
    return new Performed();
  }
}
