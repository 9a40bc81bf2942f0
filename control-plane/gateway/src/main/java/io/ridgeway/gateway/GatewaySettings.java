package io.ridgeway.gateway;

import io.ridgeway.gateway.rpc.Methods;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * How a gateway runs.
 *
 * @param host where it listens
 * @param port where it listens; 0 for any free one
 * @param instance its name among all gateways, the source of its usage records
 * @param eventLoops how many threads serve calls
 * @param workers the most threads that sign and submit transactions
 * @param methods the JSON-RPC methods that nodes answer
 * @param maxBatch the most calls of a batch
 * @param maxBodyBytes the longest body
 * @param maxWaiting the most transactions that wait for one account
 * @param connectTimeout how long a call may wait for a connection to a node
 * @param nodeTimeout how long a node may stay silent
 * @param flushEvery how often counts go to the journal
 * @param reloadEvery how often all routes are read again, in case word of a change was lost
 * @param drain how long calls may go on after {@link GatewayServer#close}
 * @param grpc where ledgers' own gRPC is passed on; nowhere if empty
 */
public record GatewaySettings(
    String host,
    int port,
    String instance,
    int eventLoops,
    int workers,
    Set<String> methods,
    int maxBatch,
    int maxBodyBytes,
    int maxWaiting,
    Duration connectTimeout,
    Duration nodeTimeout,
    Duration flushEvery,
    Duration reloadEvery,
    Duration drain,
    Optional<Grpc> grpc) {
  /**
   * A listener for gRPC, on the gateway's host.
   *
   * @param port where it listens; 0 for any free one
   * @param certificate a file of what it shows, with its chain, PEM; read anew when it changes
   * @param key a file of its key: PKCS#8, PEM
   */
  public record Grpc(int port, Path certificate, Path key) {}

  public GatewaySettings {
    methods = Set.copyOf(methods);
    if (eventLoops < 1 || workers < 1 || maxBatch < 1 || maxBodyBytes < 1 || maxWaiting < 1) {
      throw new IllegalArgumentException("the gateway's limits must be at least 1");
    }
    if (instance.isBlank()) {
      throw new IllegalArgumentException("a gateway needs a name among the gateways");
    }
  }

  /** The usual settings. */
  public static GatewaySettings of(String host, int port, String instance) {
    return new GatewaySettings(
        host,
        port,
        instance,
        Runtime.getRuntime().availableProcessors(),
        64,
        Methods.DEFAULTS,
        100,
        1 << 20,
        1_000,
        Duration.ofSeconds(2),
        Duration.ofSeconds(10),
        Duration.ofSeconds(4),
        Duration.ofMinutes(1),
        Duration.ofSeconds(10),
        Optional.empty());
  }

  /** The same with that listener for gRPC, if any. */
  public GatewaySettings with(Optional<Grpc> listener) {
    return with(methods, listener);
  }

  /** The same with other methods for the nodes. */
  public GatewaySettings withMethods(Set<String> forwarded) {
    return with(forwarded, grpc);
  }

  private GatewaySettings with(Set<String> forwarded, Optional<Grpc> listener) {
    return new GatewaySettings(
        host,
        port,
        instance,
        eventLoops,
        workers,
        forwarded,
        maxBatch,
        maxBodyBytes,
        maxWaiting,
        connectTimeout,
        nodeTimeout,
        flushEvery,
        reloadEvery,
        drain,
        listener);
  }
}
