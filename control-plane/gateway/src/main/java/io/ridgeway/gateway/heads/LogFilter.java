package io.ridgeway.gateway.heads;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which logs are wanted, as {@code eth_subscribe} says it.
 *
 * @param addresses whose; of anybody if empty
 * @param topics for each place those of which one has to be there; whatever it is if empty
 */
public record LogFilter(Set<String> addresses, List<Set<String>> topics) {
  /** The most addresses, and the most topics for one place. */
  public static final int MOST = 100;

  private static final int PLACES = 4;
  private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-fA-F]{40}");
  private static final Pattern TOPIC = Pattern.compile("0x[0-9a-fA-F]{64}");

  public LogFilter {
    addresses = Set.copyOf(addresses);
    topics = List.copyOf(topics);
  }

  /**
   * Reads one.
   *
   * @param filter an object; missing for all logs
   * @throws IllegalArgumentException for what makes no sense; the message says what
   */
  public static LogFilter of(JsonNode filter) {
    if (filter.isMissingNode() || filter.isNull()) {
      return new LogFilter(Set.of(), List.of());
    }
    if (!filter.isObject()) {
      throw new IllegalArgumentException("the filter must be an object");
    }
    filter
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!name.equals("address") && !name.equals("topics")) {
                throw new IllegalArgumentException(
                    "the filter may have address and topics, and nothing else: ask eth_getLogs for"
                        + " blocks that are there already");
              }
            });
    return new LogFilter(any(filter.path("address"), ADDRESS, "address"), topics(filter));
  }

  private static List<Set<String>> topics(JsonNode filter) {
    JsonNode all = filter.path("topics");
    if (all.isMissingNode() || all.isNull()) {
      return List.of();
    }
    if (!all.isArray() || all.size() > PLACES) {
      throw new IllegalArgumentException("topics must be an array of " + PLACES + " at most");
    }
    List<Set<String>> places = new ArrayList<>();
    all.forEach(place -> places.add(any(place, TOPIC, "each of topics")));
    return places;
  }

  /** One or several; empty for whatever there is. */
  private static Set<String> any(JsonNode wanted, Pattern form, String name) {
    Set<String> found = new HashSet<>();
    if (wanted.isMissingNode() || wanted.isNull()) {
      return found;
    }
    Iterable<JsonNode> items = wanted.isArray() ? wanted : List.of(wanted);
    if (wanted.size() > MOST) {
      throw new IllegalArgumentException(name + " may have " + MOST + " at most");
    }
    for (JsonNode item : items) {
      if (!item.isTextual() || !form.matcher(item.textValue()).matches()) {
        throw new IllegalArgumentException(
            name
                + " must be null, 0x and "
                + (form == ADDRESS ? 40 : 64)
                + " hex digits, or an array of those");
      }
      found.add(item.textValue().toLowerCase(Locale.ROOT));
    }
    return found;
  }

  /** Whether it wants that log. */
  public boolean wants(Head.Log log) {
    if (!addresses.isEmpty() && !addresses.contains(log.address())
        || topics.size() > log.topics().size()) {
      return false;
    }
    for (int i = 0; i < topics.size(); i++) {
      if (!topics.get(i).isEmpty() && !topics.get(i).contains(log.topics().get(i))) {
        return false;
      }
    }
    return true;
  }
}
