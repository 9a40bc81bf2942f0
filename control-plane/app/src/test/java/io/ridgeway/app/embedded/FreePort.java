package io.ridgeway.app.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port for a server that takes a while to start. It is none of those that the system gives to
 * connections, so that no other program's gets it meanwhile.
 */
public final class FreePort {
  private static final int FIRST = 15_000;
  private static final int BEYOND = 25_000;

  private FreePort() {}

  /** One that nobody listens at on loopback. */
  public static int any() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, BEYOND);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        // It is taken.
      }
    }
  }
}
