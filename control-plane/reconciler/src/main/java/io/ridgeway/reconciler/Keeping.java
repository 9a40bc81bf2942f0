package io.ridgeway.reconciler;

import io.ridgeway.engine.network.Network;
import io.ridgeway.model.network.Operation;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A network and its operation, as they are kept and as one pass has changed them since. */
final class Keeping {
  private final Ports ports;
  private Network network;
  private Network kept;
  private Optional<Operation> operation;
  private Optional<Operation> keptOperation;

  Keeping(Ports ports, Network network, Optional<Operation> operation) {
    this.ports = ports;
    this.network = network;
    this.kept = network;
    this.operation = operation;
    this.keptOperation = operation;
  }

  Network network() {
    return network;
  }

  Optional<Operation> operation() {
    return operation;
  }

  /** With the next {@link #keep}. */
  void change(UnaryOperator<Network> change) {
    network = change.apply(network);
  }

  /** With the next {@link #keep}. */
  void progress(UnaryOperator<Operation> change) {
    operation = operation.map(change);
  }

  boolean isChanged() {
    return !network.equals(kept) || !operation.equals(keptOperation);
  }

  /**
   * Keeps what changed, and does {@code also} in the same transaction. If that fails all is as it
   * was kept: a later keep must not make half of it true.
   *
   * @throws Stop if the network's fence was raised meanwhile; then nothing is kept or done
   */
  void keep(Runnable also) {
    try {
      ports
          .faults()
          .around(FaultPort.KEEP, () -> ports.transactions().runAsSystem(() -> keepTogether(also)));
    } catch (RuntimeException e) {
      network = kept;
      operation = keptOperation;
      throw e;
    }
    kept = network;
    keptOperation = operation;
  }

  private void keepTogether(Runnable also) {
    if (!ports.networks().keep(network)) {
      throw new Stop();
    }
    if (!operation.equals(keptOperation)) {
      operation.ifPresent(ports.operations()::update);
    }
    also.run();
  }
}
