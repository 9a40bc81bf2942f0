package io.ridgeway.store.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A loopback port that leads to another one, unless it is cut: then whoever was connected is thrown
 * out, and whoever comes too.
 */
final class Cable implements AutoCloseable {
  private final int target;
  private final ServerSocket server;
  private final ServerSocket control;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean whole = true;

  Cable(int target) throws IOException {
    this.target = target;
    server = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
    control = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    daemon(this::accept);
    daemon(this::obey);
  }

  /** Cuts the cable with that control port, or joins it; returns when it is so. */
  static void order(int controlPort, boolean whole) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), controlPort)) {
      socket.getOutputStream().write(whole ? 1 : 0);
      if (socket.getInputStream().read() != 1) {
        throw new IllegalStateException("the cable did not answer");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int controlPort() {
    return control.getLocalPort();
  }

  int port() {
    return server.getLocalPort();
  }

  private void whole(boolean now) {
    whole = now;
    if (!now) {
      open.forEach(Cable::shut);
    }
  }

  private void obey() {
    while (!control.isClosed()) {
      try (Socket socket = control.accept()) {
        whole(socket.getInputStream().read() == 1);
        socket.getOutputStream().write(1);
      } catch (IOException e) {
        // Closed, or who ordered is gone.
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    control.close();
    whole(false);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket near = server.accept();
        if (!whole) {
          shut(near);
          continue;
        }
        Socket far = new Socket();
        far.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
        open.add(near);
        open.add(far);
        daemon(() -> pump(near, far));
        daemon(() -> pump(far, near));
      } catch (IOException e) {
        // Closed, or the other end is away: the caller tries again.
      }
    }
  }

  private void pump(Socket from, Socket to) {
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      byte[] buffer = new byte[16_384];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
        out.flush();
      }
    } catch (IOException e) {
      // One end is gone; so is the other, below.
    }
    shut(from);
    shut(to);
    open.remove(from);
    open.remove(to);
  }

  private static void shut(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // Gone is gone.
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "cable");
    thread.setDaemon(true);
    thread.start();
  }
}
