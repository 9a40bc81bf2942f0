package io.ridgeway.gateway.delivery;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds a host's addresses. */
@FunctionalInterface
interface Resolver {
  /** By the machine's own means; blocks. */
  Resolver DNS = host -> List.of(InetAddress.getAllByName(host));

  List<InetAddress> find(String host) throws UnknownHostException;
}
