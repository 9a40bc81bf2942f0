package io.ridgeway.framework.fabric;

import io.ridgeway.framework.fabric.channel.Member;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who takes part in a channel, and whose administrators suffice to change that: more than half of
 * the members'. Observers have no voice. Pure.
 *
 * @param present by their names
 * @param elsewhere whose administrators keep their keys: they are asked last, since it takes people
 */
record Members(SortedMap<String, Member.Kind> present, Set<String> elsewhere) {
  Members {
    present = Collections.unmodifiableSortedMap(new TreeMap<>(present));
    elsewhere = Set.copyOf(elsewhere);
  }

  /** All in custody. */
  Members(SortedMap<String, Member.Kind> present) {
    this(present, Set.of());
  }

  /** As many as it takes. */
  List<String> agreeing() {
    return full().subList(0, majority());
  }

  /** As many as it takes to let one go: it is asked itself only if the others are too few. */
  List<String> agreeingWithout(String leaving) {
    List<String> asked = new ArrayList<>(full());
    if (asked.remove(leaving)) {
      asked.add(leaving);
    }
    return asked.subList(0, majority());
  }

  private int majority() {
    return full().size() / 2 + 1;
  }

  private List<String> full() {
    return present.entrySet().stream()
        .filter(member -> member.getValue() == Member.Kind.FULL)
        .map(Map.Entry::getKey)
        .sorted(Comparator.comparing(elsewhere::contains))
        .toList();
  }
}
