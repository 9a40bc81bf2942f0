package io.ridgeway.model.network;

import java.time.Instant;

/**
 * Where a network stands in its life. Each state offers only its legal moves, so that an illegal
 * one doesn't compile; where the state is only known at run time, {@link Deletable} and the switch
 * over this sealed type say what is possible.
 */
public sealed interface NetworkState {

  /** The state's name, as the API and the database have it. */
  default String name() {
    return getClass().getSimpleName();
  }

  /** Ordered; nothing is placed yet. */
  record Requested() implements Deletable {
    public Placed placed() {
      return new Placed();
    }

    public Failed fail(String reason) {
      return new Failed(reason);
    }
  }

  /** Every node has its city node and its addresses. */
  record Placed() implements Deletable {
    public Provisioning provisioning() {
      return new Provisioning();
    }

    public Failed fail(String reason) {
      return new Failed(reason);
    }
  }

  /** Nodes are being made and brought together. */
  record Provisioning() implements Deletable, Suspendable {
    public Ready ready() {
      return new Ready();
    }

    public Failed fail(String reason) {
      return new Failed(reason);
    }

    public Unknown unknown(Instant since) {
      return new Unknown(since);
    }
  }

  /** The ledger makes progress. */
  record Ready() implements Deletable, Suspendable {
    public Degraded degraded() {
      return new Degraded();
    }

    public Changing changing() {
      return new Changing();
    }

    public Unknown unknown(Instant since) {
      return new Unknown(since);
    }
  }

  /** It was ready, and something of it is not right now. */
  record Degraded() implements Deletable, Suspendable {
    public Ready ready() {
      return new Ready();
    }

    public Changing changing() {
      return new Changing();
    }

    public Unknown unknown(Instant since) {
      return new Unknown(since);
    }

    public Failed fail(String reason) {
      return new Failed(reason);
    }
  }

  /** An ordered change is under way. */
  record Changing() implements Deletable, Suspendable {
    public Ready ready() {
      return new Ready();
    }

    public Degraded degraded() {
      return new Degraded();
    }

    public Unknown unknown(Instant since) {
      return new Unknown(since);
    }

    public Failed fail(String reason) {
      return new Failed(reason);
    }
  }

  /** Kept, but stopped on purpose. */
  record Suspended() implements Deletable, Suspendable {
    public Provisioning provisioning() {
      return new Provisioning();
    }
  }

  /** Being removed from its city nodes. */
  record Deleting() implements NetworkState {
    public Deleted deleted() {
      return new Deleted();
    }
  }

  /** Nothing of it remains at any city node; the books remain. */
  record Deleted() implements NetworkState {}

  /**
   * A person must decide.
   *
   * @param reason what can't go on by itself, and what to do
   */
  record Failed(String reason) implements Deletable {
    public Provisioning retry() {
      return new Provisioning();
    }
  }

  /**
   * A city node can't be heard, so nothing is said of the network and nothing is re-placed for that
   * alone.
   *
   * @param since when it was last heard
   */
  record Unknown(Instant since) implements Deletable, Suspendable {
    public Ready ready() {
      return new Ready();
    }

    public Degraded degraded() {
      return new Degraded();
    }

    public Provisioning provisioning() {
      return new Provisioning();
    }
  }

  /** The states from which a network can be deleted. */
  sealed interface Deletable extends NetworkState {
    default Deleting delete() {
      return new Deleting();
    }
  }

  /** The states from which a network that was ready before can be stopped on purpose. */
  sealed interface Suspendable extends NetworkState {
    default Suspended suspend() {
      return new Suspended();
    }
  }
}
