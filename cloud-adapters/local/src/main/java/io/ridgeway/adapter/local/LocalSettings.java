package io.ridgeway.adapter.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * The configuration of a local city node; {@code configuration.schema.json} says what each means.
 */
record LocalSettings(
    Path home,
    Path software,
    AddressRange addresses,
    OptionalLong cpuMillis,
    OptionalLong memoryMib,
    OptionalLong storageGib,
    long minFreeDiskBytes,
    long maxLogBytes,
    int keptLogs,
    Duration stopTime,
    Duration lockWait,
    boolean udp,
    boolean singleTenant) {
  private static final long MIB = 1L << 20;
  static final Set<String> KEYS =
      Set.of(
          "home",
          "software",
          "addresses",
          "cpuMillis",
          "memoryMib",
          "storageGib",
          "minFreeDiskMib",
          "maxLogMib",
          "keptLogs",
          "stopSeconds",
          "lockWaitSeconds",
          "udp",
          "singleTenant");

  static LocalSettings of(Map<String, String> configuration) {
    Set<String> unknown = new TreeSet<>(configuration.keySet());
    unknown.removeAll(KEYS);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "the local adapter has no settings " + unknown + "; it has " + new TreeSet<>(KEYS));
    }
    return new LocalSettings(
        path(configuration, "home"),
        path(configuration, "software"),
        AddressRange.parse(configuration.getOrDefault("addresses", "127.77.0.0/16")),
        optional(configuration, "cpuMillis"),
        optional(configuration, "memoryMib"),
        optional(configuration, "storageGib"),
        number(configuration, "minFreeDiskMib", 512) * MIB,
        number(configuration, "maxLogMib", 8) * MIB,
        (int) number(configuration, "keptLogs", 2),
        Duration.ofSeconds(number(configuration, "stopSeconds", 20)),
        Duration.ofSeconds(number(configuration, "lockWaitSeconds", 5)),
        Boolean.parseBoolean(configuration.getOrDefault("udp", "true")),
        Boolean.parseBoolean(configuration.getOrDefault("singleTenant", "false")));
  }

  private static Path path(Map<String, String> configuration, String key) {
    String value = configuration.get(key);
    if (value == null || !value.startsWith("/")) {
      throw new IllegalArgumentException(
          "setting " + key + " of the local adapter must be an absolute path");
    }
    return Path.of(value).normalize();
  }

  private static OptionalLong optional(Map<String, String> configuration, String key) {
    return configuration.containsKey(key)
        ? OptionalLong.of(number(configuration, key, 0))
        : OptionalLong.empty();
  }

  private static long number(Map<String, String> configuration, String key, long otherwise) {
    String value = configuration.get(key);
    if (value == null) {
      return otherwise;
    }
    if (!value.matches("[0-9]{1,10}")) {
      throw new IllegalArgumentException(
          "setting " + key + " of the local adapter must be a whole number, not '" + value + "'");
    }
    return Long.parseLong(value);
  }
}
