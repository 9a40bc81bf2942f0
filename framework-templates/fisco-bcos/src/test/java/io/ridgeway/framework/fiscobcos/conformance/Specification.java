package io.ridgeway.framework.fiscobcos.conformance;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the nodes of one release line read: {@code specification/<version>.yaml}, on top of that of
 * the line before.
 *
 * @param release whose sources it was taken from: {@code 3.16.4}
 * @param files file to section to key, or to the key's beginning and a star
 */
public record Specification(String release, Map<String, Map<String, Map<String, Rule>>> files) {
  /** The lines that there is a specification of. */
  public static final List<String> VERSIONS = List.of("3.12", "3.13", "3.14", "3.15", "3.16");

  private static final ObjectMapper YAML =
      YAMLMapper.builder().enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS).build();

  private record Document(
      String release,
      @Nullable String since,
      @Nullable Map<String, List<String>> gone,
      @JsonProperty("config.ini") @Nullable Map<String, Map<String, Rule>> config,
      @JsonProperty("config.genesis") @Nullable Map<String, Map<String, Rule>> genesis) {}

  /** The specification of that line. */
  public static Specification of(String version) {
    Document document = read(version);
    Map<String, Map<String, Map<String, Rule>>> files =
        document.since == null ? new LinkedHashMap<>() : of(document.since).files;
    if (document.gone != null) {
      document.gone.forEach(
          (file, keys) -> keys.forEach(key -> forget(files.getOrDefault(file, Map.of()), key)));
    }
    merge(files, NodeReading.CONFIG, document.config);
    merge(files, NodeReading.GENESIS, document.genesis);
    return new Specification(document.release, files);
  }

  /** The rule for a key, by its name or by how it begins. */
  Optional<Rule> rule(String file, String section, String key) {
    Map<String, Rule> rules = files.getOrDefault(file, Map.of()).getOrDefault(section, Map.of());
    Rule named = rules.get(key);
    if (named != null) {
      return Optional.of(named);
    }
    return rules.entrySet().stream()
        .filter(r -> r.getKey().endsWith("*") && begins(key, r.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  static boolean begins(String key, String pattern) {
    return key.startsWith(pattern.substring(0, pattern.length() - 1))
        && key.length() >= pattern.length();
  }

  private static void forget(Map<String, Map<String, Rule>> sections, String path) {
    int dot = path.indexOf('.');
    Map<String, Rule> section = sections.getOrDefault(path.substring(0, dot), Map.of());
    if (section.remove(path.substring(dot + 1)) == null) {
      throw new IllegalStateException("what was never there can't be gone: " + path);
    }
  }

  private static void merge(
      Map<String, Map<String, Map<String, Rule>>> files,
      String file,
      @Nullable Map<String, Map<String, Rule>> more) {
    Map<String, Map<String, Rule>> sections =
        files.computeIfAbsent(file, f -> new LinkedHashMap<>());
    if (more != null) {
      more.forEach(
          (section, rules) ->
              sections.computeIfAbsent(section, s -> new LinkedHashMap<>()).putAll(rules));
    }
  }

  private static Document read(String version) {
    String name = "../specification/" + version + ".yaml";
    try (InputStream bytes =
        Objects.requireNonNull(
            Specification.class.getResourceAsStream(
                "/io/ridgeway/framework/fiscobcos/specification/" + version + ".yaml"),
            name)) {
      return YAML.readValue(bytes, new TypeReference<Document>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
