package io.ridgeway.adapter.kubernetes;

import io.ridgeway.model.network.NodeName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is declared in a network's namespaces, as it is noted on each namespace itself: so that any
 * adapter, whenever it was started, sees what is missing.
 */
record Members(Map<Key, Optional<NodeName>> nodes) {
  static final Members NONE = new Members(Map.of());

  static Members of(List<Wanted> wanted) {
    Map<Key, Optional<NodeName>> nodes = new LinkedHashMap<>();
    wanted.forEach(w -> nodes.put(w.key(), w.node()));
    return new Members(nodes);
  }

  /** With what another one has of these nodes. */
  Members with(Members other, Set<NodeName> of) {
    Map<Key, Optional<NodeName>> all = new LinkedHashMap<>(nodes);
    other.nodes.forEach(
        (key, node) -> {
          if (node.filter(of::contains).isPresent()) {
            all.put(key, node);
          }
        });
    return new Members(all);
  }

  /** With another namespace's. */
  Members and(Members other) {
    Map<Key, Optional<NodeName>> all = new LinkedHashMap<>(nodes);
    all.putAll(other.nodes);
    return new Members(all);
  }

  /** Those of one namespace. */
  Members in(String namespace) {
    Map<Key, Optional<NodeName>> some = new LinkedHashMap<>(nodes);
    some.keySet().removeIf(key -> !key.namespace().equals(namespace));
    return new Members(some);
  }

  /** Reads {@code Service/peers-a@a,ServiceAccount/nodes}. What can't be understood isn't there. */
  static Members parse(String namespace, String note) {
    Map<Key, Optional<NodeName>> nodes = new LinkedHashMap<>();
    for (String entry : note.split(",")) {
      int slash = entry.indexOf('/');
      if (slash > 0) {
        int at = entry.indexOf('@', slash);
        String name = entry.substring(slash + 1, at < 0 ? entry.length() : at);
        try {
          nodes.put(
              new Key(Kind.named(entry.substring(0, slash)), namespace, name),
              at < 0 ? Optional.empty() : Optional.of(new NodeName(entry.substring(at + 1))));
        } catch (IllegalArgumentException e) {
          // Of another version of Ridgeway, or edited: then the namespace's drift shows it.
        }
      }
    }
    return new Members(nodes);
  }

  String text() {
    return nodes.entrySet().stream()
        .map(
            e ->
                e.getKey().kind().kind
                    + "/"
                    + e.getKey().name()
                    + e.getValue().map(n -> "@" + n).orElse(""))
        .sorted()
        .collect(Collectors.joining(","));
  }

  boolean has(Key key) {
    return nodes.containsKey(key);
  }
}
