package io.ridgeway.adapter.kubernetes.cluster;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an API server counted: its requests by verb and resource, whoever made them. */
public record RequestCounters(KubeCluster cluster) {
  private static final Pattern REQUESTS =
      Pattern.compile("(?m)^apiserver_request_total\\{([^}]*)} ([0-9.e+]+)$");
  private static final String[] LABELS = {"verb", "group", "resource", "subresource"};

  /** By {@code VERB resource}, since it was started. */
  public Map<String, Long> now() {
    Map<String, Long> counts = new TreeMap<>();
    Matcher line = REQUESTS.matcher(cluster.client().raw("/metrics"));
    while (line.find()) {
      StringBuilder name = new StringBuilder();
      for (String label : LABELS) {
        Matcher value = Pattern.compile("(?:^|,)" + label + "=\"([^\"]*)\"").matcher(line.group(1));
        if (value.find() && !value.group(1).isEmpty()) {
          name.append(name.isEmpty() ? "" : " ").append(value.group(1));
        }
      }
      counts.merge(name.toString(), (long) Double.parseDouble(line.group(2)), Long::sum);
    }
    return counts;
  }

  /** Those that were made between two looks. */
  public static Map<String, Long> since(Map<String, Long> before, Map<String, Long> after) {
    Map<String, Long> made = new TreeMap<>();
    after.forEach(
        (name, count) -> {
          long more = count - before.getOrDefault(name, 0L);
          if (more > 0) {
            made.put(name, more);
          }
        });
    return made;
  }

  /** How many of them were lists. */
  public static long lists(Map<String, Long> made) {
    return made.entrySet().stream()
        .filter(e -> e.getKey().startsWith("LIST"))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}
