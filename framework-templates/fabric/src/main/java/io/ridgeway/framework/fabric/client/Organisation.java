package io.ridgeway.framework.fabric.client;

import io.ridgeway.model.place.HostPort;
import java.util.List;

/**
 * An organisation's peers.
 *
 * @param tlsAuthority the certificate of whoever issued their TLS certificates, PEM
 * @param peers where they are reached from here
 */
public record Organisation(String tlsAuthority, List<HostPort> peers) {
  public Organisation {
    peers = List.copyOf(peers);
  }
}
