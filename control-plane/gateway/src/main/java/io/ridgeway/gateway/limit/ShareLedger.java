package io.ridgeway.gateway.limit;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where gateways settle who has which share of a limit. Never asked during a call. All amounts are
 * thousandths of what is limited: 1,500 of a limit of calls are 1.5 calls a second.
 */
public interface ShareLedger {
  /**
   * What a gateway asks for.
   *
   * @param subject what is limited
   * @param limit of all gateways together
   * @param inUse the most that it takes until it is answered
   * @param fallback the most that it takes once its lease is over; half of it later
   * @param demand what it would take
   */
  record Ask(String subject, long limit, long inUse, long fallback, long demand) {}

  /**
   * What it gets.
   *
   * @param share the most that it may take until its lease is over
   * @param fallback the most that it may take after that
   */
  record Grant(long share, long fallback) {}

  /**
   * An answer.
   *
   * @param members how many gateways there are, the one that asked included
   * @param grants by subject
   * @param hungry subjects of which some gateway has less than it should, as others have more
   * @param last the highest number of a renewal of that gateway that was seen of what it asks for;
   *     0 if none was
   */
  record Answer(int members, Map<String, Grant> grants, Set<String> hungry, long last) {}

  /**
   * Says that it is there, and settles what it asks for, all at once. Throws while the database is
   * away; then it isn't known whether it was settled.
   *
   * @param instance the gateway's name among the gateways
   * @param number of the renewal: one with a lower number than was seen is settled no more
   */
  Answer renew(String instance, long number, List<Ask> asks);

  /** Gives all back: it takes nothing any more. */
  void leave(String instance);
}
