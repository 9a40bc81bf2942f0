package io.ridgeway.billing;

import io.ridgeway.model.problem.Violation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A strict view of one YAML mapping that remembers where everything stands. What is wrong is
 * collected, not thrown, so that an author sees all of it at once: a wrong field reads as a
 * stand-in value, and {@link #build} makes nothing from a mapping that has a fault.
 */
final class YamlMap {
  private final String path;
  private final Node node;
  private final List<Violation> wrong;
  private final int faultsBefore;
  private final Map<String, Node> unread = new LinkedHashMap<>();

  YamlMap(String path, Node node, List<Violation> wrong) {
    this.path = path;
    this.node = node;
    this.wrong = wrong;
    this.faultsBefore = wrong.size();
    if (node instanceof MappingNode mapping) {
      for (NodeTuple entry : mapping.getValue()) {
        String key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
        if (unread.put(key, entry.getValueNode()) != null) {
          fault(key, entry.getKeyNode(), "is there twice; remove one");
        }
      }
    } else {
      fault("", "must be a mapping of fields to values");
    }
  }

  /** Whether the field is there and not read yet. */
  boolean has(String key) {
    return unread.containsKey(key);
  }

  /** Says of a field that books no longer have what became of it, if it is there. */
  void gone(String key, String what) {
    Node field = unread.remove(key);
    if (field != null) {
      fault(key, field, what);
    }
  }

  /** A field's text, not empty. */
  String text(String key) {
    return read(key, "", "a text; write one", text -> require(text, !text.isBlank()));
  }

  /** A whole number from 0 up. */
  int count(String key) {
    return read(
        key,
        0,
        "a whole number from 0 up; write one, such as 10",
        text -> Integer.valueOf(require(text, text.matches("[0-9]+"))));
  }

  /** A number from 0 up of at most {@code digits} decimals. */
  BigDecimal decimal(String key, int digits) {
    return read(
        key,
        BigDecimal.ZERO,
        "a number from 0 up with at most " + digits + " decimals; write one, such as 1.25",
        text ->
            Line.plain(
                new BigDecimal(
                    require(text, text.matches("[0-9]{1,12}([.][0-9]{1," + digits + "})?")))));
  }

  /** A price from 0 up, in whole micro-units. */
  Amount price(String key, String currency) {
    return Amount.of(decimal(key, 6), currency);
  }

  /** An ISO 4217 code; {@code CNY} stands in for a wrong one. */
  String currency(String key) {
    return read(
        key,
        "CNY",
        "a known currency; use an ISO 4217 code such as CNY or USD",
        code -> Amount.zero(code).currency());
  }

  /** A constant by its name in lower case. */
  <E extends Enum<E>> E constant(String key, E standIn) {
    Class<E> type = standIn.getDeclaringClass();
    return read(
        key,
        standIn,
        "known; use one of " + Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT),
        text ->
            require(
                Enum.valueOf(type, text.toUpperCase(Locale.ROOT)),
                text.equals(text.toLowerCase(Locale.ROOT))));
  }

  /**
   * A field read by {@code reader}, which throws what it likes at a text that it can't take.
   *
   * @param expected ends the sentence "'x' is not …" and says what to write
   */
  <T> T read(String key, T standIn, String expected, Function<String, T> reader) {
    Node field = unread.remove(key);
    if (field == null || field.getTag().equals(Tag.NULL)) {
      fault(key, "is missing; add it");
    } else if (field instanceof ScalarNode scalar) {
      try {
        return reader.apply(scalar.getValue());
      } catch (RuntimeException e) {
        // Parsers of dates, numbers and names throw each their own; the author is told one thing.
        fault(key, field, "'" + scalar.getValue() + "' is not " + expected);
      }
    } else {
      fault(key, field, "must be a single value");
    }
    return standIn;
  }

  /** The field's own mapping; one without fields, and so with faults, if the field is missing. */
  YamlMap map(String key) {
    Node field = unread.remove(key);
    if (field != null) {
      return new YamlMap(child(key), field, wrong);
    }
    fault(key, "is missing; add it");
    return new YamlMap(child(key), empty(), new ArrayList<>());
  }

  /** The mappings of the field's list; none if the field is wrong. */
  List<YamlMap> list(String key) {
    Node field = unread.remove(key);
    if (field instanceof SequenceNode items) {
      List<Node> nodes = items.getValue();
      return IntStream.range(0, nodes.size())
          .mapToObj(i -> new YamlMap(child(key) + "[" + i + "]", nodes.get(i), wrong))
          .toList();
    }
    if (field == null) {
      fault(key, "is missing; add it");
    } else {
      fault(key, field, "must be a list; begin each item with '-'");
    }
    return List.of();
  }

  /** Whether nothing of it was found wrong so far. */
  boolean isSound() {
    return wrong.size() == faultsBefore;
  }

  /** What the mapping says, or empty if it or anything within it has a fault. */
  <T> Optional<T> build(Supplier<T> maker) {
    unread.forEach(
        (key, field) -> fault(key, field, "is not a known field; remove it or correct its name"));
    if (!isSound()) {
      return Optional.empty();
    }
    try {
      return Optional.of(maker.get());
    } catch (IllegalArgumentException e) {
      fault("", String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /** Notes what is wrong with a field, or with the mapping itself if {@code key} is empty. */
  void fault(String key, String what) {
    fault(key, node, what);
  }

  private void fault(String key, Node where, String what) {
    String at = key.isEmpty() ? path : child(key);
    int line = where.getStartMark().getLine() + 1;
    wrong.add(
        new Violation(at, "line " + line + (at.isEmpty() ? "" : ", " + at) + ": " + what + "."));
  }

  private String child(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private MappingNode empty() {
    return new MappingNode(
        Tag.MAP,
        true,
        List.of(),
        node.getStartMark(),
        node.getEndMark(),
        DumperOptions.FlowStyle.BLOCK);
  }

  private static <T> T require(T value, boolean allowed) {
    if (!allowed) {
      throw new IllegalArgumentException();
    }
    return value;
  }
}
