package io.ridgeway.gateway.heads;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A new block.
 *
 * @param header its header as JSON, without its transactions
 * @param logs in their order; null if nobody wanted them when it came
 */
public record Head(long number, String header, @Nullable List<Log> logs) {
  /**
   * A log.
   *
   * @param address whose, in lower case
   * @param topics in lower case
   * @param json the whole of it
   */
  public record Log(String address, List<String> topics, String json) {}
}
