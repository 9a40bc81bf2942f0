package io.ridgeway.app.chart;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Lets pods reach a server of this machine that listens on loopback alone. */
final class Forwarder implements Closeable {
  private final ServerSocket listening;
  private final int to;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /**
   * @param at an address of this machine that only the clusters' bridge has
   * @param to the server's port on 127.0.0.1; it is the port here, too
   */
  Forwarder(InetAddress at, int to) throws IOException {
    this.listening = new ServerSocket(to, 50, at);
    this.to = to;
    daemon(this::accept);
  }

  @Override
  public void close() throws IOException {
    listening.close();
    open.forEach(Forwarder::end);
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket caller = listening.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), to);
        open.add(caller);
        open.add(server);
        daemon(() -> copy(caller, server));
        daemon(() -> copy(server, caller));
      } catch (IOException e) {
        // Closed, or the server is away: the caller meets a closed connection, as it would there.
      }
    }
  }

  private void copy(Socket from, Socket into) {
    try {
      from.getInputStream().transferTo(into.getOutputStream());
    } catch (IOException e) {
      // One of them has gone: so does the other.
    } finally {
      end(from);
      end(into);
      open.remove(from);
      open.remove(into);
    }
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone.
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "forwarder");
    thread.setDaemon(true);
    thread.start();
  }
}
