package io.ridgeway.gateway.upstream;

import io.ridgeway.framework.nodes.RingNode;
import io.ridgeway.framework.nodes.RingRules;
import io.ridgeway.model.place.HostPort;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.time.Clock;
import java.time.Duration;

/** One node that is asked over HTTP. Thread-safe; made by its {@link NodeRing}. */
public final class Node extends RingNode {
  private static final MultiMap HEADERS =
      HttpHeaders.set(HttpHeaders.CONTENT_TYPE, HttpHeaders.createOptimized("application/json"));

  private final RequestOptions options;

  Node(String name, HostPort at, Duration connect, RingRules rules, Clock clock) {
    super(name, rules, clock);
    this.options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setHost(at.host())
            .setPort(at.port())
            // Else it would be read anew for each call.
            .setServer(SocketAddress.inetSocketAddress(at.port(), at.host()))
            .setURI("/")
            .setConnectTimeout(connect.toMillis())
            .setHeaders(HEADERS);
  }

  /** How it is asked; not to be changed. */
  RequestOptions options() {
    return options;
  }
}
