package io.ridgeway.adapter.local;

import java.util.List;
import java.util.Optional;

/**
 * What a process of ours has in its environment, and its children with it: whose it is. It is found
 * by it, though the adapter died between starting it and writing that down.
 *
 * @param home the home's id
 * @param incarnation the workload's
 * @param launch of this start
 * @param stage whether it prepares or is the program itself
 */
record Marker(String home, String incarnation, String launch, Stage stage) {
  static final String VARIABLE = "RIDGEWAY_RUN";

  /** What a process is for. */
  enum Stage {
    PREPARE,
    RUN
  }

  String text() {
    return String.join("/", home, incarnation, launch, stage.name());
  }

  static Optional<Marker> parse(String text) {
    List<String> parts = List.of(text.split("/", -1));
    if (parts.size() != 4) {
      return Optional.empty();
    }
    for (Stage stage : Stage.values()) {
      if (stage.name().equals(parts.get(3))) {
        return Optional.of(new Marker(parts.get(0), parts.get(1), parts.get(2), stage));
      }
    }
    return Optional.empty();
  }
}
