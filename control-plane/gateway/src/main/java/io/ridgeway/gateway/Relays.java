package io.ridgeway.gateway;

import io.ridgeway.framework.RelayedLedger.Kind;
import io.ridgeway.gateway.grpc.GrpcCode;
import io.ridgeway.gateway.grpc.GrpcRefusal;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The calls that are being passed on, over all event loops: how many there may be. Thread-safe. */
final class Relays {
  private static final int MOST_CALLS = 4_096;

  private final Passengers calls;
  private volatile boolean closed;
  private final Set<RelayedCall> open = ConcurrentHashMap.newKeySet();
  private final Passengers streams =
      new Passengers(EventStreams.MOST_PER_NETWORK, EventStreams.MOST);

  /** None yet; at most so many calls of a network are under way. */
  Relays(int mostOfNetwork) {
    this.calls = new Passengers(mostOfNetwork, MOST_CALLS);
  }

  private Passengers of(Kind kind) {
    return kind == Kind.STREAMS ? streams : calls;
  }

  boolean enter(LiveNetwork network, Kind kind) {
    return of(kind).enter(network.id());
  }

  void leave(LiveNetwork network, Kind kind) {
    of(kind).leave(network.id());
  }

  /** A stream that would go on for ever; it ends at once if all are being ended. */
  void opened(RelayedCall stream) {
    open.add(stream);
    if (closed) {
      stream.close();
    }
  }

  void ended(RelayedCall call) {
    open.remove(call);
  }

  /** Ends all streams, also those that are yet to open. */
  void close() {
    closed = true;
    open.forEach(RelayedCall::close);
  }

  /** Why no more come in. */
  String crowded(Kind kind) {
    return kind == Kind.STREAMS
        ? "There are as many streams of events as there may be ("
            + streams.mostOfNetwork()
            + " of a network, "
            + streams.most()
            + " of all here): close one, or share it."
        : "As many calls are under way as may be ("
            + calls.mostOfNetwork()
            + " of a network, "
            + calls.most()
            + " of all here): try again in a moment.";
  }

  /** Why the network's calls aren't taken now; empty if they are. */
  static Optional<GrpcRefusal> standing(LiveNetwork network) {
    if (network.route().suspended()) {
      return Optional.of(
          new GrpcRefusal(GrpcCode.FAILED_PRECONDITION, Refusals.SUSPENDED.message()));
    }
    return network.route().serving()
        ? Optional.empty()
        : Optional.of(new GrpcRefusal(GrpcCode.UNAVAILABLE, Refusals.NOT_READY.message()));
  }
}
