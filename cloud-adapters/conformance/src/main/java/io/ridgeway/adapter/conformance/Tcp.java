package io.ridgeway.adapter.conformance;

import io.ridgeway.model.place.HostPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Tries a TCP connection. */
final class Tcp {
  private static final int TIMEOUT_MILLIS = 1_000;

  private Tcp() {}

  static boolean connects(HostPort address) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address.host(), address.port()), TIMEOUT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
