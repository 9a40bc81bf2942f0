package io.ridgeway.gateway.delivery;

import io.ridgeway.model.WebhookId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where gateways find what is to be told, and write down how far they are. Any number of gateways
 * use the same; each errand is with one at a time, for as long as that says that it is there.
 * Methods block and throw while the database is away.
 */
public interface Outbox {
  /**
   * Takes on errands that nobody has and that are due, those that are due longest first.
   *
   * @param holder who takes them: a name that no other has, before or beside
   * @param most how many
   * @param lease for how long, unless {@link #hold} is called meanwhile
   */
  List<Errand> take(String holder, int most, Duration lease);

  /** Those of them that the holder still has, by their turns; he has them for so long again. */
  Map<WebhookId, Long> hold(String holder, Set<WebhookId> those, Duration lease);

  /** Writes it down; false if somebody else has the errand now, and then nothing is written. */
  boolean keep(Errand errand, Outcome outcome);

  /** Errands of which a test is to be sent, each given out once. */
  List<Errand> tests(int most);

  /** Writes down how a test ended. */
  void tested(Errand errand, Outcome.Attempt attempt);
}
