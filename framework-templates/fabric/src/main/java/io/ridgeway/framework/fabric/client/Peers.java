package io.ridgeway.framework.fabric.client;

import io.grpc.ConnectivityState;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.TlsChannelCredentials;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.model.place.HostPort;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.hyperledger.fabric.client.GatewayException;

/**
 * The connections to the peers of a channel, one each, made when it is first called. TLS is
 * verified by the authority of the peer's organisation, and the certificate must name the host.
 */
final class Peers {
  /** A block may be larger than what gRPC takes unless it is told. */
  private static final int LONGEST_MESSAGE = 32 << 20;

  private static final Comparator<HostPort> BY_TEXT = Comparator.comparing(HostPort::toString);

  private final Map<String, Organisation> organisations;
  private final Map<HostPort, ManagedChannel> connections = new TreeMap<>(BY_TEXT);
  private final AtomicInteger turn = new AtomicInteger();
  private boolean closed;

  Peers(Map<String, Organisation> organisations) {
    this.organisations = Map.copyOf(organisations);
  }

  /**
   * The connections for an identity of that organisation, the next one in turn first and those that
   * are known to fail last: its own peers, or any where it has none.
   */
  List<ManagedChannel> of(String organisation) {
    Organisation own = organisations.get(organisation);
    List<Organisation> asked = own == null ? List.copyOf(organisations.values()) : List.of(own);
    List<ManagedChannel> all = new ArrayList<>();
    for (Organisation each : asked) {
      each.peers().forEach(at -> all.add(connection(each, at)));
    }
    if (all.isEmpty()) {
      throw new LedgerException.Unreachable(
          "There is no way to a peer of " + organisation + " from here.");
    }
    List<ManagedChannel> inTurn = new ArrayList<>();
    int first = Math.floorMod(turn.getAndIncrement(), all.size());
    for (int i = 0; i < all.size(); i++) {
      inTurn.add(all.get((first + i) % all.size()));
    }
    inTurn.sort(Comparator.comparing(Peers::fails));
    return inTurn;
  }

  /** What is done with one peer. */
  @FunctionalInterface
  interface Work<T> {
    T with(ManagedChannel connection) throws GatewayException;
  }

  /** Has it done with one of those, the next one where one doesn't answer. */
  <T> T ask(String organisation, Work<T> work) {
    Optional<LedgerException> silence = Optional.empty();
    for (ManagedChannel connection : of(organisation)) {
      try {
        return work.with(connection);
      } catch (LedgerException.Unreachable e) {
        silence = Optional.of(e);
      } catch (GatewayException e) {
        LedgerException why =
            Failures.expired(e).orElseGet(() -> Failures.exception(e.getStatus(), e.getDetails()));
        if (!(why instanceof LedgerException.Unreachable)) {
          throw why;
        }
        silence = Optional.of(why);
      }
    }
    throw silence.orElseThrow();
  }

  private static boolean fails(ManagedChannel connection) {
    return connection.getState(false) == ConnectivityState.TRANSIENT_FAILURE;
  }

  private synchronized ManagedChannel connection(Organisation of, HostPort at) {
    if (closed) {
      throw new LedgerException.Unreachable("The network's addresses have changed; try again.");
    }
    return connections.computeIfAbsent(at, there -> connect(of, there));
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
    connections.values().forEach(ManagedChannel::shutdownNow);
    connections.clear();
  }
}
