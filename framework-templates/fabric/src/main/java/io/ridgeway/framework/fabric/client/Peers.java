package io.ridgeway.framework.fabric.client;

import io.grpc.ConnectivityState;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.TlsChannelCredentials;
import io.grpc.stub.StreamObserver;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.nodes.Ring;
import io.ridgeway.framework.nodes.RingNode;
import io.ridgeway.framework.nodes.RingRules;
import io.ridgeway.framework.nodes.SteadyClock;
import io.ridgeway.model.place.HostPort;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.protos.gateway.EvaluateRequest;
import org.hyperledger.fabric.protos.gateway.EvaluateResponse;
import org.hyperledger.fabric.protos.gateway.GatewayGrpc;

/**
 * The connections to the peers of a channel, one each, made when it is first called. TLS is
 * verified by the authority of the peer's organisation, and the certificate must name the host.
 *
 * <p>Peers are chosen as {@link Ring} has it. How high they are they tell members only, so it is
 * known as far as members' calls told, and for {@link #HEIGHTS}. One that is out and whose pause is
 * over is sent a call without content, which it refuses if it lives.
 */
final class Peers {
  /** A block may be larger than what gRPC takes unless it is told. */
  private static final int LONGEST_MESSAGE = 32 << 20;

  /** So long a peer may take, where others can be asked and nothing is done twice. */
  static final Duration QUICK = Duration.ofSeconds(3);

  /** How long counts how high a peer was. */
  private static final Duration HEIGHTS = Duration.ofSeconds(30);

  /** So long all of them may take. */
  private static final Duration WHOLE = Duration.ofSeconds(10);

  /** With less than that left nobody is asked any more. */
  private static final Duration LEAST = Duration.ofSeconds(1);

  private static final int PROBE_SECONDS = 2;

  private static final Comparator<HostPort> BY_TEXT = Comparator.comparing(HostPort::toString);

  private final Map<String, Organisation> organisations;
  private final Clock clock = SteadyClock.ofTheMachine();
  private final Map<HostPort, Peer> connections = new TreeMap<>(BY_TEXT);
  private final Map<String, Ring<Peer>> rings = new HashMap<>();
  private boolean closed;

  Peers(Map<String, Organisation> organisations) {
    this.organisations = Map.copyOf(organisations);
  }

  /** One of them. */
  static final class Peer extends RingNode {
    private final ManagedChannel connection;

    Peer(String name, ManagedChannel connection, Clock clock) {
      super(name, RingRules.USUAL, clock);
      this.connection = connection;
    }

    ManagedChannel connection() {
      return connection;
    }

    /** Whether it lives: nothing is asked for, so that nobody has to sign. */
    private void probe() {
      begins();
      long begun = System.nanoTime();
      GatewayGrpc.newStub(connection)
          .withDeadlineAfter(PROBE_SECONDS, TimeUnit.SECONDS)
          .evaluate(
              EvaluateRequest.getDefaultInstance(),
              new StreamObserver<>() {
                @Override
                public void onNext(EvaluateResponse answer) {}

                @Override
                public void onError(Throwable failure) {
                  if (Failures.isSilence(Status.fromThrowable(failure))) {
                    failed();
                  } else {
                    answered(System.nanoTime() - begun);
                  }
                }

                @Override
                public void onCompleted() {
                  answered(System.nanoTime() - begun);
                }
              });
    }

    /** Whether it is known that there is no connection. */
    boolean fails() {
      return connection.getState(false) == ConnectivityState.TRANSIENT_FAILURE;
    }
  }

  /**
   * The peers for an identity of that organisation, the best first and those that are known to fail
   * last: its own peers, or any where it has none.
   */
  List<Peer> of(String organisation) {
    Ring<Peer> ring = ring(organisation);
    probe(ring);
    ring.forget(HEIGHTS);
    List<Peer> order = new ArrayList<>(ring.from(null));
    List<Peer> failing = order.stream().filter(Peer::fails).toList();
    order.removeAll(failing);
    order.addAll(failing);
    return order;
  }

  private synchronized Ring<Peer> ring(String organisation) {
    Organisation own = organisations.get(organisation);
    String of = own == null ? "" : organisation;
    Ring<Peer> known = rings.get(of);
    if (known != null) {
      return known;
    }
    List<Peer> all = new ArrayList<>();
    for (Organisation each : own == null ? organisations.values() : List.of(own)) {
      each.peers().forEach(at -> all.add(peer(each, at)));
    }
    if (all.isEmpty()) {
      throw new LedgerException.Unreachable(
          "There is no way to a peer of " + organisation + " from here.");
    }
    Ring<Peer> made = new Ring<>(all, RingRules.USUAL, clock);
    rings.put(of, made);
    return made;
  }

  private void probe(Ring<Peer> ring) {
    for (Peer peer : ring.nodes()) {
      if (peer.isOut() && peer.breaker().probe(clock.millis())) {
        peer.probe();
      }
    }
  }

  /** A peer told a member of that organisation of a block that it has. */
  synchronized void seen(String organisation, Peer peer, long block) {
    Ring<Peer> ring = rings.get(organisations.containsKey(organisation) ? organisation : "");
    if (ring != null) {
      ring.seen(peer, block);
    }
  }

  /** What is done with one peer. */
  @FunctionalInterface
  interface Work<T> {
    /**
     * Does it.
     *
     * @param patience so long the peer may take where another one can be asked the same
     */
    T with(Peer peer, Duration patience) throws GatewayException;
  }

  /** Has it done with one of those, the next one where one doesn't answer. */
  <T> T ask(String organisation, Work<T> work) {
    long end = System.nanoTime() + WHOLE.toNanos();
    Optional<LedgerException> silence = Optional.empty();
    boolean slow = false;
    for (Iterator<Peer> order = of(organisation).iterator(); order.hasNext(); ) {
      Peer peer = order.next();
      Duration left = Duration.ofNanos(end - System.nanoTime());
      if (silence.isPresent() && left.compareTo(LEAST) < 0) {
        break;
      }
      // What took one peer long may take any: the next one has all the time that is left.
      boolean quick = !slow && order.hasNext() && left.compareTo(QUICK) > 0;
      try {
        return asked(peer, work, quick ? QUICK : left);
      } catch (LedgerException.Unreachable e) {
        silence = Optional.of(e);
        slow = slow || left.minusNanos(end - System.nanoTime()).compareTo(QUICK) >= 0;
      }
    }
    throw silence.orElseThrow();
  }

  private static <T> T asked(Peer peer, Work<T> work, Duration patience) {
    peer.begins();
    long begun = System.nanoTime();
    LedgerException why;
    try {
      T answer = work.with(peer, patience);
      peer.answered(System.nanoTime() - begun);
      return answer;
    } catch (LedgerException e) {
      why = e;
    } catch (GatewayException e) {
      why = Failures.expired(e).orElseGet(() -> Failures.exception(e.getStatus(), e.getDetails()));
    } catch (RuntimeException | Error e) {
      peer.abandoned();
      throw e;
    }
    if (why instanceof LedgerException.Refused) {
      peer.answered(System.nanoTime() - begun);
    } else {
      peer.failed();
    }
    throw why;
  }

  private synchronized Peer peer(Organisation of, HostPort at) {
    if (closed) {
      throw new LedgerException.Unreachable("The network's addresses have changed; try again.");
    }
    return connections.computeIfAbsent(
        at, there -> new Peer(there.toString(), connect(of, there), clock));
  }

  private static ManagedChannel connect(Organisation of, HostPort at) {
    try {
      return Grpc.newChannelBuilder(
              at.toString(),
              TlsChannelCredentials.newBuilder()
                  .trustManager(
                      new ByteArrayInputStream(
                          of.tlsAuthority().getBytes(StandardCharsets.US_ASCII)))
                  .build())
          .maxInboundMessageSize(LONGEST_MESSAGE)
          .build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  synchronized boolean isClosed() {
    return closed;
  }

  synchronized void close() {
    closed = true;
    connections.values().forEach(peer -> peer.connection().shutdownNow());
    connections.clear();
    rings.clear();
  }
}
