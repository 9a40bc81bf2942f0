package io.ridgeway.adapter.local;

import io.ridgeway.model.deploy.Port;
import io.ridgeway.model.deploy.Port.Protocol;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Tries whether ports can be had, by having them for a moment. */
final class Ports {
  private Ports() {}

  /**
   * Why a port can't be had.
   *
   * @param forbidden whether no address would help, as for a port below 1024
   */
  record Obstacle(Port port, boolean forbidden) {
    String describe(String host) {
      String where = "port " + port.number() + " (" + port.name() + ") at " + host;
      return forbidden
          ? where + " may not be opened by this user: give it the right, or take a port above 1023"
          : where + " is taken by another program: stop that, or let it listen elsewhere";
    }
  }

  /** The first port that can't be had there. */
  static Optional<Obstacle> obstacle(String host, List<Port> ports) {
    for (Port port : ports) {
      InetSocketAddress address = new InetSocketAddress(host, port.number());
      try {
        tryTcp(address);
        if (port.protocol() == Protocol.TCP_AND_UDP) {
          tryUdp(address);
        }
      } catch (IOException e) {
        String reason = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return Optional.of(new Obstacle(port, reason.contains("permission denied")));
      }
    }
    return Optional.empty();
  }

  private static void tryTcp(InetSocketAddress address) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      // As the programs do: connections of a former run that linger don't keep the port.
      socket.setReuseAddress(true);
      socket.bind(address);
    }
  }

  private static void tryUdp(InetSocketAddress address) throws IOException {
    InetAddress host = address.getAddress();
    try (DatagramSocket socket = new DatagramSocket(address.getPort(), host)) {
      socket.getLocalPort();
    }
  }
}
