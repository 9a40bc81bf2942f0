package io.ridgeway.examples.processes;

import com.sun.management.OperatingSystemMXBean;
import io.ridgeway.model.deploy.Port.Exposure;
import io.ridgeway.model.place.HostPort;
import io.ridgeway.model.place.Resources;
import io.ridgeway.model.place.Viewpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What this machine has, and how it is asked. */
final class Machine {
  private static final int PROBE_MILLIS = 1_000;
  private static final int PAGE_BYTES = 4_096;

  private Machine() {}

  static Resources resources(Path directory) {
    try {
      OperatingSystemMXBean system =
          ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
      return new Resources(
          1_000L * Runtime.getRuntime().availableProcessors(),
          system.getTotalMemorySize() >> 20,
          Files.getFileStore(directory).getTotalSpace() >> 30);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Who may reach a port where; on one machine, everybody reaches it at the same place. */
  static Map<Viewpoint, HostPort> seen(Exposure exposure, String host, int number) {
    HostPort at = new HostPort(host, number);
    return switch (exposure) {
      case PEERS -> Map.of(Viewpoint.INSIDE, at, Viewpoint.OTHER_CITY_NODE, at);
      case GATEWAY -> Map.of(Viewpoint.INSIDE, at, Viewpoint.GATEWAY, at);
      case PEERS_AND_GATEWAY ->
          Map.of(Viewpoint.INSIDE, at, Viewpoint.OTHER_CITY_NODE, at, Viewpoint.GATEWAY, at);
      case ADMIN, NONE -> Map.of();
    };
  }

  static boolean accepts(String host, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), PROBE_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  static boolean answers(String host, int port, String path) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection)
              URI.create("http://" + host + ":" + port + path).toURL().openConnection();
      connection.setConnectTimeout(PROBE_MILLIS);
      connection.setReadTimeout(PROBE_MILLIS);
      try {
        return connection.getResponseCode() / 100 == 2;
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      return false;
    }
  }

  /** Resident memory of a process; 0 if it is gone. */
  static long memoryBytes(long pid) {
    try {
      String[] pages = Files.readString(Path.of("/proc/" + pid + "/statm")).split(" ");
      return Long.parseLong(pages[1]) * PAGE_BYTES;
    } catch (IOException e) {
      return 0;
    }
  }

  static long bytesIn(Path directory) {
    if (!Files.exists(directory)) {
      return 0;
    }
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile).mapToLong(f -> f.toFile().length()).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the file is there and holds that text. */
  static boolean holds(Path file, String text) {
    try {
      return Files.exists(file) && Files.readString(file).equals(text);
    } catch (IOException e) {
      return false;
    }
  }

  static List<Path> list(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }

  static void deleteTree(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> all = Files.walk(directory)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
