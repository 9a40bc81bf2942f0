package io.ridgeway.gateway;

import io.github.bucket4j.ConsumptionProbe;
import io.ridgeway.gateway.limit.DailyQuota;

/**
 * Why calls are over a limit.
 *
 * @param state the {@code RateLimit} header, which names the policy that limited
 * @param why for people
 * @param seconds after how many it makes sense to come again
 */
record Limited(String state, String why, long seconds) {
  /** Over the network's limit. */
  static Limited network(RateLimit limit, ConsumptionProbe probe, int calls) {
    return new Limited(
        limit.state(probe),
        Refusals.overLimit(limit, calls).message(),
        Refusals.secondsToWait(probe));
  }

  /** Over the calls a second of an API key. */
  static Limited rate(RateLimit limit, ConsumptionProbe probe, int calls) {
    String most = limit.burst() + " calls a second";
    return new Limited(
        limit.state(probe),
        calls > limit.burst()
            ? "The batch of "
                + calls
                + " calls can't be taken at once, none was: the API key's own limit is "
                + most
                + "."
            : "Over the API key's own limit, nothing was done: "
                + most
                + ". Try again after Retry-After, or have the key's limit changed.",
        Refusals.secondsToWait(probe));
  }

  /** Over the calls a day of an API key. */
  static Limited day(DailyQuota day) {
    boolean some = !day.isKnown() || day.remaining() > 0;
    long seconds = some ? 1 : day.secondsToMidnight();
    return new Limited(
        "\"key-day\";r=" + day.remaining() + ";t=" + seconds,
        some
            ? "The API key's calls of today are being divided among the gateways, nothing was done."
                + " Try again in a second."
            : "Over the API key's own limit, nothing was done: its "
                + day.quota()
                + " calls of today (UTC) are used up. Try again tomorrow, or have the key's limit"
                + " changed.",
        seconds);
  }
}
