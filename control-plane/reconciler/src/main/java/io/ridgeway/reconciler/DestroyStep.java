package io.ridgeway.reconciler;

import io.ridgeway.model.network.NetworkState.Deleted;
import io.ridgeway.model.network.NetworkState.Deleting;
import java.util.List;

/**
 * Destroys the network's private keys and its tenant's code, and closes its books: in one
 * transaction, so that a network that is called deleted has no key left, and its last hours are
 * counted.
 */
final class DestroyStep implements Step {
  @Override
  public String name() {
    return "destroy-keys";
  }

  @Override
  public boolean isDone(Pass pass) {
    return pass.network().state() instanceof Deleted;
  }

  @Override
  public Outcome perform(Pass pass) {
    Ports ports = pass.ports();
    Counting counting = Counting.last(pass);
    pass.progress(o -> Progress.done(o, name(), pass.now()));
    pass.progress(o -> Progress.succeeded(o, pass.now()));
    pass.change(n -> n.state() instanceof Deleting deleting ? n.with(deleting.deleted()) : n);
    pass.change(n -> n.seen(List.of(), List.of(), n.height()));
    if (pass.made().birth().isEmpty()) {
      // No node of its host has heard of it.
      pass.change(n -> n.with(n.made().cleared()));
    }
    pass.keep(
        () -> {
          counting.write();
          ports.contracts().discardJars(pass.id());
          ports
              .faults()
              .around(FaultPort.DESTROY_KEYS, () -> ports.custody().destroyAll(pass.id()));
        });
    return new Performed();
  }
}
