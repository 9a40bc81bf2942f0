package io.ridgeway.model.certificate;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * When which certificate is to be renewed: as soon as two thirds of its life are over, so that the
 * last third is there for trouble. A function of what stands, and of nothing else.
 *
 * @param renewals what comes first stands first
 */
public record RenewalCalendar(List<Renewal> renewals) {
  private static final Comparator<Renewal> ORDER =
      Comparator.comparing(Renewal::from)
          .thenComparing(Renewal::expires)
          .thenComparing(renewal -> renewal.certificate().authority())
          .thenComparing(renewal -> renewal.certificate().name());

  public RenewalCalendar {
    renewals = renewals.stream().sorted(ORDER).toList();
  }

  /**
   * One certificate's entry.
   *
   * @param from since when it is due
   * @param expires the last moment in which it is good
   */
  public record Renewal(Certificate certificate, Instant from, Instant expires) {
    /** Where it is at that time. */
    public State at(Instant now) {
      if (now.isAfter(expires)) {
        return State.EXPIRED;
      }
      return now.isBefore(from) ? State.RESTING : State.DUE;
    }
  }

  /** What to do about a certificate. */
  public enum State {
    /** Nothing. */
    RESTING,
    /** Renew it. */
    DUE,
    /** Nobody takes it any more. */
    EXPIRED
  }

  /** The calendar of what stands. */
  public static RenewalCalendar of(Collection<Certificate> standing) {
    return new RenewalCalendar(standing.stream().map(RenewalCalendar::entry).toList());
  }

  /** What is due or expired at that time. */
  public List<Renewal> due(Instant now) {
    return renewals.stream().filter(renewal -> renewal.at(now) != State.RESTING).toList();
  }

  /** When next something becomes due or expires, after that time. */
  public Optional<Instant> next(Instant now) {
    return renewals.stream()
        .flatMap(renewal -> List.of(renewal.from(), renewal.expires()).stream())
        .filter(moment -> moment.isAfter(now))
        .min(Comparator.naturalOrder());
  }

  private static Renewal entry(Certificate certificate) {
    Instant expires = certificate.notAfter();
    Duration life = Duration.between(certificate.notBefore(), expires);
    return new Renewal(certificate, expires.minus(life.dividedBy(3)), expires);
  }
}
