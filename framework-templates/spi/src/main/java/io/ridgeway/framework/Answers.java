package io.ridgeway.framework;

import io.ridgeway.model.network.NodeName;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** What nodes that were asked at once say. */
public final class Answers {
  private Answers() {}

  /**
   * The answers of those that gave one, once all have answered or failed; so what was asked must
   * end by itself.
   */
  public static <T> Map<NodeName, T> heard(Map<NodeName, CompletableFuture<T>> asked) {
    Map<NodeName, T> answers = new TreeMap<>();
    asked.forEach(
        (node, answer) ->
            // Whatever goes wrong with one node is the same to its network: it doesn't answer.
            answer
                .handle(
                    (value, failure) -> {
                      if (failure == null) {
                        answers.put(node, value);
                      }
                      return value;
                    })
                .join());
    return answers;
  }
}
