package io.ridgeway.reconciler;

import static java.util.stream.Collectors.joining;

import io.ridgeway.engine.approval.Approval;
import io.ridgeway.engine.gateway.ClientDesk;
import io.ridgeway.model.certificate.Certificate;
import io.ridgeway.model.certificate.RenewalCalendar;
import io.ridgeway.model.certificate.RenewalCalendar.Renewal;
import io.ridgeway.model.certificate.RenewalCalendar.State;
import io.ridgeway.model.network.Condition;
import io.ridgeway.model.network.Condition.Status;
import io.ridgeway.model.network.Condition.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Says whether a network's certificates hold, and until when. */
final class CertificatesValid {
  private static final int MOST_NAMED = 5;

  private CertificatesValid() {}

  /** Nothing of a network whose plan has none. */
  static Optional<Condition> of(Pass pass) {
    if (pass.plan().identities().authorities().isEmpty()) {
      return Optional.empty();
    }
    List<Approval> wanted = Brought.areThere(pass) ? Brought.wanted(pass) : List.of();
    String awaited = wanted.isEmpty() ? "" : " " + Brought.waiting(wanted).message();
    if (!pass.inCustody().hasCertificates()) {
      return Optional.of(
          condition(
              pass,
              Status.UNKNOWN,
              "NotIssued",
              "Not all of its certificates are issued." + awaited));
    }
    // Applications that keep their keys renew what is theirs themselves; no node depends on it.
    List<Renewal> all =
        RenewalCalendar.of(
                pass.inCustody().certificates().stream()
                    .filter(certificate -> !ClientDesk.isOutside(certificate))
                    .toList())
            .renewals();
    String expired = names(all, State.EXPIRED, pass.nodesNow());
    if (!expired.isEmpty()) {
      return Optional.of(
          condition(
              pass,
              Status.FALSE,
              "Expired",
              "Expired: "
                  + expired
                  + ". Nobody believes who shows one of them: a node is spoken to by no other, and"
                  + " what an administrator signs counts for nothing."
                  + (awaited.isEmpty()
                      ? " They are renewed by themselves, unless their authority has ended too."
                      : awaited + " Bring what is asked for; nodes take it by themselves.")));
    }
    String first =
        all.stream()
            .map(Renewal::expires)
            .min(Comparator.naturalOrder())
            .map(end -> "The first of its certificates ends on " + day(end) + ".")
            .orElse("");
    String due = names(all, State.DUE, pass.nodesNow());
    return Optional.of(
        due.isEmpty()
            ? condition(pass, Status.TRUE, "Valid", first + awaited)
            : condition(
                pass, Status.TRUE, "Due", first + " To be renewed: " + due + "." + awaited));
  }

  /**
   * Of a network that stands still. What of its certificates ends meanwhile is renewed before it
   * comes back, unless its authority has ended by then.
   */
  static Optional<Condition> ofStandstill(Pass pass) {
    if (pass.plan().identities().authorities().isEmpty()) {
      return Optional.empty();
    }
    List<Renewal> roots =
        RenewalCalendar.of(
                pass.inCustody().certificates().stream().filter(Certificate::isRoot).toList())
            .renewals();
    String ended = names(roots, State.EXPIRED, pass.nodesNow());
    return Optional.of(
        ended.isEmpty()
            ? condition(
                pass,
                Status.TRUE,
                Conditions.SUSPENDED,
                "What of its certificates is due is renewed when the network is resumed.")
            : condition(pass, Status.FALSE, "Expired", "Expired: " + ended + "."));
  }

  private static LocalDate day(Instant end) {
    return LocalDate.ofInstant(end, ZoneOffset.UTC);
  }

  private static String names(List<Renewal> all, State state, Instant now) {
    List<String> names =
        all.stream()
            .filter(renewal -> renewal.at(now) == state)
            .map(renewal -> name(renewal.certificate()))
            .sorted()
            .toList();
    String some = names.stream().limit(MOST_NAMED).collect(joining(", "));
    int more = names.size() - MOST_NAMED;
    return more > 0 ? some + " and " + more + " more" : some;
  }

  private static String name(Certificate certificate) {
    return certificate.isRoot()
        ? certificate.authority()
        : certificate.authority() + "/" + certificate.name();
  }

  private static Condition condition(Pass pass, Status status, String reason, String message) {
    return new Condition(Type.CERTIFICATES_VALID, status, reason, message, pass.now());
  }
}
