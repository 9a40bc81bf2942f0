package io.ridgeway.adapter;

import java.util.List;
import java.util.OptionalInt;

/** How far a task is. From {@link Succeeded} and {@link Failed} there is no way on. */
public sealed interface TaskState {
  /**
   * Nothing of it runs: it will be started, for the first time or again.
   *
   * @param message what it waits for; no secret
   */
  record Waiting(String message) implements TaskState {}

  /** An attempt goes on. */
  record Running() implements TaskState {}

  /** An attempt ended with 0. */
  record Succeeded() implements TaskState {}

  /**
   * There is no attempt left, or no time.
   *
   * @param exitCode what its last attempt ended with, where one ended and that is known
   * @param message why, for people; no secret
   * @param output the end of what the last attempt wrote: at most {@value #MOST_LINES} lines, each
   *     cut at {@value #LONGEST_LINE} characters. As with logs, it is the program's own word
   */
  record Failed(OptionalInt exitCode, String message, List<String> output) implements TaskState {
    public static final int MOST_LINES = 20;
    public static final int LONGEST_LINE = 500;

    public Failed {
      output =
          output.subList(Math.max(0, output.size() - MOST_LINES), output.size()).stream()
              .map(l -> l.length() > LONGEST_LINE ? l.substring(0, LONGEST_LINE) : l)
              .toList();
    }
  }

  /** Whether it is over. */
  default boolean ended() {
    return this instanceof Succeeded || this instanceof Failed;
  }
}
