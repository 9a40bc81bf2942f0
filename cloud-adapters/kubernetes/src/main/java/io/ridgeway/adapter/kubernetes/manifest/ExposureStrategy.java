package io.ridgeway.adapter.kubernetes.manifest;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How ports that must be reached from outside the cluster are reached. */
public sealed interface ExposureStrategy {

  /**
   * A port of every machine, from the cluster's whole range.
   *
   * @param publicHost a name or address that leads to the machines
   */
  record NodePort(String publicHost) implements ExposureStrategy {}

  /**
   * A load balancer per node and audience: the dearest, and the provider's own.
   *
   * @param annotations for the provider's controller
   * @param gatewaySources address ranges (CIDR) that Ridgeway's gateway calls from; empty lets
   *     anyone call {@code GATEWAY} ports
   */
  record LoadBalancer(Map<String, String> annotations, List<String> gatewaySources)
      implements ExposureStrategy {
    public LoadBalancer {
      annotations = Collections.unmodifiableMap(new TreeMap<>(annotations));
      gatewaySources = List.copyOf(gatewaySources);
    }

    /** Open to any address. */
    public LoadBalancer(Map<String, String> annotations) {
      this(annotations, List.of());
    }
  }

  /**
   * Ports of one address that forwards them, unchanged, to the same ports of the machines: for what
   * isn't TLS, such as devp2p. The API server hands each out once.
   *
   * @param address a name or address
   * @param from the first port, within the API server's range for node ports
   * @param to the last
   */
  record PortPool(String address, int from, int to) implements ExposureStrategy {
    public PortPool {
      if (from < 1 || to > 65_535 || from > to) {
        throw new IllegalArgumentException("a port pool is a range within 1 to 65535");
      }
    }
  }

  /**
   * A shared gateway (Gateway API) that tells nodes apart by the server name of the TLS handshake
   * and passes it through. For ports of protocol TLS alone; any other is refused.
   *
   * @param namespace the gateway's
   * @param name the gateway's
   * @param listener its listener for TLS of mode Passthrough, open to all namespaces
   * @param port the listener's
   * @param domain every name under it leads to the gateway
   * @param proxies the namespace in which the gateway's own pods run
   */
  record TlsGateway(
      String namespace, String name, String listener, int port, String domain, String proxies)
      implements ExposureStrategy {}
}
