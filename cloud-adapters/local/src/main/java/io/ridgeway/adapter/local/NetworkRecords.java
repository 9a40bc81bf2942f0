package io.ridgeway.adapter.local;

import io.ridgeway.model.NetworkId;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** The records of all networks: on disk, and as read once in memory. */
final class NetworkRecords {
  private static final String SUFFIX = ".json";

  private final Home home;
  private final Map<NetworkId, NetworkRecord> records = new ConcurrentHashMap<>();

  private NetworkRecords(Home home) {
    this.home = home;
  }

  static NetworkRecords load(Home home) throws IOException {
    NetworkRecords loaded = new NetworkRecords(home);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(home.records(), "[!.]*" + SUFFIX)) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        NetworkId network = new NetworkId(name.substring(0, name.length() - SUFFIX.length()));
        loaded.records.put(network, Json.read(file, NetworkRecord.class));
      }
    }
    return loaded;
  }

  NetworkRecord get(NetworkId network) {
    return records.getOrDefault(network, NetworkRecord.EMPTY);
  }

  Map<NetworkId, NetworkRecord> all() {
    return records;
  }

  /** Changes one record durably. The change sees the newest one, and no other comes between. */
  synchronized NetworkRecord update(NetworkId network, UnaryOperator<NetworkRecord> change) {
    NetworkRecord before = get(network);
    NetworkRecord after = change.apply(before);
    if (!after.equals(before)) {
      Path file = home.records().resolve(network + SUFFIX);
      try {
        Disk.replace(file, Json.write(after));
      } catch (IOException e) {
        throw Disk.failure("network " + network + " was not changed", file, e);
      }
      records.put(network, after);
    }
    return after;
  }
}
