package io.ridgeway.app.embedded;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * The loopback ports of one home: the usual one where it is free, else the next free one, and the
 * same again at the next start, since bookmarks, certificates and tokens hold them.
 */
final class Ports {
  private static final int TRIES = 200;

  private final Path file;
  private final Properties chosen = new Properties();

  Ports(Home home) {
    this.file = home.run().resolve("ports.properties");
    if (Files.exists(file)) {
      try (Reader reader = Files.newBufferedReader(file)) {
        chosen.load(reader);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + file, e);
      }
    }
  }

  /** A port that is free now, for a server that is about to start. */
  synchronized int free(String name, int usual) {
    int first = last(name, usual);
    for (int port = first; port < first + TRIES; port++) {
      if (isFree(port) && !isTakenByAnother(name, port)) {
        remember(name, port);
        return port;
      }
    }
    throw new EmbeddedException(
        "no free port for " + name + " between " + first + " and " + (first + TRIES - 1));
  }

  /** The port that was chosen last, whether free or not. */
  synchronized int last(String name, int usual) {
    return Integer.parseInt(chosen.getProperty(name, Integer.toString(usual)));
  }

  /** Keeps the port of a server that was found running. */
  synchronized void remember(String name, int port) {
    String before = (String) chosen.setProperty(name, Integer.toString(port));
    if (!Integer.toString(port).equals(before)) {
      StringBuilder text = new StringBuilder();
      chosen.stringPropertyNames().stream()
          .sorted()
          .forEach(key -> text.append(key + "=" + chosen.getProperty(key) + "\n"));
      PrivateFiles.write(file, text.toString());
    }
  }

  private boolean isTakenByAnother(String name, int port) {
    return chosen.stringPropertyNames().stream()
        .anyMatch(
            key -> !key.equals(name) && chosen.getProperty(key).equals(Integer.toString(port)));
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      // As servers do: a port whose last connections still linger is free.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
