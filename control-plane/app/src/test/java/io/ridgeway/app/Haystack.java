package io.ridgeway.app;

import io.ridgeway.keys.KnownKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Places where secrets must not be, with what is found there; bytes are read as ISO 8859-1. */
final class Haystack {
  private final Map<String, String> places = new TreeMap<>();

  void add(String place, String content) {
    places.put(place, content);
  }

  /** Every file under the directory whose path the filter takes. */
  void addFiles(Path directory, java.util.function.Predicate<Path> taken) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path file : all.filter(Files::isRegularFile).filter(taken).toList()) {
        add(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
  }

  /** Every row of every table, as text; bytes are in hex. */
  void addTables(Connection database) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (Statement statement = database.createStatement()) {
      try (ResultSet rows =
          statement.executeQuery(
              "select table_name from information_schema.tables where table_schema = 'public'")) {
        while (rows.next()) {
          tables.add(rows.getString(1));
        }
      }
      for (String table : tables) {
        StringBuilder content = new StringBuilder();
        try (ResultSet rows = statement.executeQuery("select t::text from " + table + " t")) {
          while (rows.next()) {
            content.append(rows.getString(1)).append('\n');
          }
        }
        add("table " + table, content.toString());
      }
    }
  }

  boolean has(String place) {
    return !places.getOrDefault(place, "").isEmpty();
  }

  /** Where the secret is, raw, in hex or in Base64. */
  List<String> whereIs(byte[] secret) {
    List<String> forms = forms(secret);
    return places.entrySet().stream()
        .filter(place -> forms.stream().anyMatch(place.getValue()::contains))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** In which places which of the keys are; those where none is are left out. */
  Map<String, SortedSet<Integer>> whereAre(KnownKeys keys) {
    Map<String, SortedSet<Integer>> found = new TreeMap<>();
    places.forEach(
        (place, content) -> {
          SortedSet<Integer> there = keys.in(content.getBytes(StandardCharsets.ISO_8859_1));
          if (!there.isEmpty()) {
            found.put(place, there);
          }
        });
    return found;
  }

  private static List<String> forms(byte[] secret) {
    String hex = HexFormat.of().formatHex(secret);
    return List.of(
        new String(secret, StandardCharsets.ISO_8859_1),
        hex,
        hex.toUpperCase(Locale.ROOT),
        Base64.getEncoder().withoutPadding().encodeToString(secret),
        Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
  }
}
