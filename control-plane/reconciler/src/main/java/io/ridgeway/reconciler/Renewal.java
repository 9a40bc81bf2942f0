package io.ridgeway.reconciler;

import static java.util.stream.Collectors.toMap;

import io.ridgeway.framework.IdentityPlan.PlannedCertificate;
import io.ridgeway.model.certificate.Certificate;
import io.ridgeway.model.certificate.RenewalCalendar;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.problem.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has certificates renewed in time, for the keys that they have. That changes what is rendered, so
 * nodes take them by their turns.
 *
 * <p>What falls due while all are renewed on demand waits for its node's turn with the others.
 *
 * <p>What an organisation's own authority has certified is asked of it anew, and taken as soon as
 * it answers. An authority's own isn't renewed, and nothing that ends with it: a new one would end
 * then too. What can't be renewed holds nothing else up; the condition says what is due.
 */
final class Renewal {
  private static final Logger LOG = LoggerFactory.getLogger(Renewal.class);

  private Renewal() {}

  static void perhaps(Pass pass) {
    if (pass.made().birth().isEmpty()) {
      return;
    }
    List<PlannedCertificate> all = due(pass);
    Brought.renew(pass, all.stream().filter(planned -> Brought.isOf(pass, planned)).toList());
    List<PlannedCertificate> ours =
        all.stream().filter(planned -> !Brought.isOf(pass, planned)).toList();
    if (ours.isEmpty()) {
      return;
    }
    try {
      List<PlannedCertificate> due = inTurn(pass, ours);
      if (due.isEmpty()) {
        return;
      }
      Issuance issuance = new Issuance(pass, pass.inCustody().requireKeys());
      pass.keep(() -> due.forEach(issuance::renew));
      LOG.atInfo()
          .addKeyValue("network", pass.id())
          .addKeyValue("certificates", due.size())
          .log("certificates renewed");
    } catch (Refusal e) {
      LOG.atWarn().addKeyValue("network", pass.id()).setCause(e).log("no certificate is renewed");
    }
    pass.inCustody().lookAgain();
  }

  /**
   * All of them; but while all certificates are renewed on demand, which a voter that stays away
   * holds up, those whose turn it is. What that renewal has yet to come to is left to it.
   */
  private static List<PlannedCertificate> inTurn(Pass pass, List<PlannedCertificate> due) {
    if (pass.operation().filter(o -> o.kind() == Operation.Kind.ROTATE).isEmpty()) {
      return due;
    }
    Set<String> itsOwn = pass.made().unrenewed().orElse(Set.of());
    List<PlannedCertificate> beside =
        due.stream().filter(planned -> !itsOwn.contains(RotateStep.id(planned))).toList();
    if (beside.isEmpty()) {
      return beside;
    }
    Set<String> now = Rounds.of(pass, beside).next(ApplyStep.turns(pass));
    return beside.stream().filter(planned -> now.contains(RotateStep.id(planned))).toList();
  }

  private static List<PlannedCertificate> due(Pass pass) {
    return gaining(
        pass,
        RenewalCalendar.of(pass.inCustody().certificates()).due(pass.nodesNow()).stream()
            .map(RenewalCalendar.Renewal::certificate)
            .toList());
  }

  /** All that can be renewed, due or not. */
  static List<PlannedCertificate> renewable(Pass pass) {
    return gaining(pass, pass.inCustody().certificates());
  }

  /** Which authorities can certify nobody longer, for people; empty if one can. */
  static Optional<String> ended(Pass pass) {
    Instant now = pass.nodesNow();
    List<Certificate> roots =
        pass.inCustody().certificates().stream().filter(Certificate::isRoot).toList();
    List<String> over =
        roots.stream()
            .filter(root -> !root.holdsAt(now))
            .map(root -> root.authority() + " (until " + root.notAfter() + ")")
            .sorted()
            .toList();
    return over.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "No certificate can be renewed: these authorities have ended: "
                + String.join(", ", over)
                + ". A network keeps its authorities for good; order another, and move to it.");
  }

  private static List<PlannedCertificate> gaining(Pass pass, List<Certificate> some) {
    Instant now = pass.nodesNow();
    Map<String, Certificate> roots =
        pass.inCustody().certificates().stream()
            .filter(Certificate::isRoot)
            .collect(toMap(Certificate::authority, Function.identity()));
    List<Certificate> gaining =
        some.stream()
            .filter(c -> gains(c, Optional.ofNullable(roots.get(c.authority())), now))
            .toList();
    return pass.plan().identities().certificates().stream()
        .filter(p -> gaining.stream().anyMatch(c -> isOf(c, p)))
        .toList();
  }

  private static boolean gains(Certificate certificate, Optional<Certificate> root, Instant now) {
    return root.filter(r -> r.holdsAt(now) && certificate.notAfter().isBefore(r.notAfter()))
        .isPresent();
  }

  private static boolean isOf(Certificate certificate, PlannedCertificate planned) {
    return certificate.authority().equals(planned.authority())
        && certificate.name().equals(planned.name());
  }
}
