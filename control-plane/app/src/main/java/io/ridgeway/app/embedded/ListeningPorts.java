package io.ridgeway.app.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whose port it is: an answer on a port says that somebody serves it, not that it is the process
 * that we started. Read from {@code /proc} (proc(5)), as {@code ss -ltnp} does.
 */
final class ListeningPorts {
  private static final String LISTENS = "0A";
  private static final int ADDRESS = 1;
  private static final int STATE = 3;
  private static final int INODE = 9;
  private static final int HEX = 16;

  private ListeningPorts() {}

  /** Whether that process listens on the TCP port, on any address. */
  static boolean has(long pid, int port) {
    Path process = Path.of("/proc", Long.toString(pid));
    Set<String> sockets = new HashSet<>();
    for (String table : new String[] {"tcp", "tcp6"}) {
      sockets.addAll(listening(process.resolve("net").resolve(table), port));
    }
    return !sockets.isEmpty() && holdsOneOf(process.resolve("fd"), sockets);
  }

  /** The sockets that listen on the port, as a process's descriptors name them. */
  private static Set<String> listening(Path table, int port) {
    Set<String> sockets = new HashSet<>();
    try (Stream<String> lines = Files.lines(table)) {
      lines
          .skip(1)
          .map(line -> line.strip().split("\\s+"))
          .filter(fields -> fields[STATE].equals(LISTENS) && port(fields[ADDRESS]) == port)
          .forEach(fields -> sockets.add("socket:[" + fields[INODE] + "]"));
    } catch (IOException | java.io.UncheckedIOException e) {
      return Set.of(); // The process ended meanwhile, or the kernel has no such protocol.
    }
    return sockets;
  }

  private static int port(String address) {
    return Integer.parseInt(address.substring(address.indexOf(':') + 1), HEX);
  }

  private static boolean holdsOneOf(Path descriptors, Set<String> sockets) {
    try (Stream<Path> all = Files.list(descriptors)) {
      return all.anyMatch(descriptor -> sockets.contains(target(descriptor)));
    } catch (IOException e) {
      return false; // It ended meanwhile.
    }
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      return ""; // Closed meanwhile.
    }
  }
}
