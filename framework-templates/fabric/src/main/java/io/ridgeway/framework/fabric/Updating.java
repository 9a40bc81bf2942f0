package io.ridgeway.framework.fabric;

import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.fabric.admin.Broadcast;
import io.ridgeway.framework.fabric.channel.ConfigEdit;
import java.time.Instant;
import java.util.List;

/**
 * Has changes of a channel ordered, each signed by the administrators whose affair it is, in
 * custody or elsewhere.
 *
 * @param heard what the nodes say that answer
 */
record Updating(Reach reach, Born born, Heard heard) {
  /** An orderer answers a change once it has checked it; it is ordered afterwards. */
  private static final int PATIENCE_SECONDS = 4;

  /**
   * Has a change ordered that these organisations' administrators may decide together.
   *
   * @param what comes about, for people and the audit
   * @return the same, with what is waited for; whether it came about, the next look tells
   */
  String order(String what, List<String> decide, ConfigEdit edit) {
    String reason = "a change of channel " + born.channel() + ": " + what;
    Consent.Result consent = new Consent(reach, what, reason).to(edit.update(), decide);
    if (consent instanceof Consent.Awaited awaited) {
      return what + " once " + String.join(", ", awaited.organisations()) + " signed";
    }
    Consent.Given given = (Consent.Given) consent;
    try {
      new Broadcast(reach.connect(heard.taker(), Roles.CLUSTER), PATIENCE_SECONDS)
          .send(
              given
                  .update()
                  .envelope(
                      given.signatures(),
                      // Whoever watches only may decide on itself, but has nothing ordered.
                      reach.administrator(Topology.ORDERING, reason),
                      Instant.now(reach.clock()),
                      reach.nonces().get()));
      reach.administrators().used();
      return what;
    } catch (LedgerException.Refused | LedgerException.Unreachable e) {
      // It may have been ordered a moment ago, or be made from what isn't the newest any more: the
      // next look tells.
      return what + " as soon as the orderers take it: " + e.getMessage();
    }
  }
}
