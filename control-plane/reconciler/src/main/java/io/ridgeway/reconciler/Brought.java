package io.ridgeway.reconciler;

import static java.util.stream.Collectors.joining;

import io.ridgeway.engine.approval.Approval;
import io.ridgeway.engine.gateway.KeyDesk;
import io.ridgeway.framework.IdentityPlan.PlannedAuthority;
import io.ridgeway.framework.IdentityPlan.PlannedCertificate;
import io.ridgeway.model.certificate.Certificate;
import io.ridgeway.model.certificate.CertificateRequest;
import io.ridgeway.model.certificate.RenewalCalendar;
import io.ridgeway.model.certificate.RevocationList;
import io.ridgeway.model.network.Operation;
import io.ridgeway.reconciler.Step.Waiting;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What organisations' own authorities are to certify. They are asked, and what they answer is in
 * the books as what custody issues is; until then it is waited for.
 */
final class Brought {
  private static final int MOST_NAMED = 5;

  private Brought() {}

  /** Whether any organisation brought one. */
  static boolean areThere(Pass pass) {
    return !authorities(pass).isEmpty();
  }

  /** Whether that certificate is one of an authority that an organisation brought. */
  static boolean isOf(Pass pass, PlannedCertificate planned) {
    return authorities(pass).contains(planned.authority());
  }

  private static Set<String> authorities(Pass pass) {
    return pass.plan().identities().authorities().stream()
        .filter(authority -> authority.root().isPresent())
        .map(PlannedAuthority::name)
        .collect(Collectors.toSet());
  }

  /** What of the plan such an authority hasn't certified. */
  static List<PlannedCertificate> missing(Pass pass) {
    return pass.plan().identities().certificates().stream()
        .filter(planned -> isOf(pass, planned) && standing(pass, planned).isEmpty())
        .toList();
  }

  static Optional<Certificate> standing(Pass pass, PlannedCertificate planned) {
    return pass.inCustody().certificates().stream()
        .filter(c -> c.authority().equals(planned.authority()) && c.name().equals(planned.name()))
        .findFirst();
  }

  /** What is waited for in the network, whoever waits. */
  static List<Approval> wanted(Pass pass) {
    Ports ports = pass.ports();
    return ports.transactions().asSystem(() -> ports.asking().wanted(pass.id()));
  }

  /** Those of them that the operation waits for which is under way. */
  static List<Approval> awaited(Pass pass) {
    return wanted(pass).stream()
        .filter(approval -> approval.operation().equals(pass.operation().map(Operation::id)))
        .toList();
  }

  /** Says whom a step waits for. */
  static Waiting waiting(List<Approval> awaited) {
    String some =
        awaited.stream()
            .limit(MOST_NAMED)
            .map(approval -> approval.request().wanted().orElseThrow().name())
            .sorted()
            .collect(joining(", "));
    int more = awaited.size() - MOST_NAMED;
    return new Waiting(
        "Waits for "
            + awaited.stream()
                .map(approval -> approval.request().wanted().orElseThrow().authority())
                .distinct()
                .sorted()
                .collect(joining(", "))
            + " to certify "
            + some
            + (more > 0 ? " and " + more + " more" : "")
            + " (see approvals).",
        Pace.STEADY);
  }

  /** Has authorities asked for what of theirs is due, unless they are. */
  static void renew(Pass pass, List<PlannedCertificate> due) {
    if (authorities(pass).isEmpty()) {
      return;
    }
    List<Approval> wanted = wanted(pass);
    List<PlannedCertificate> unasked =
        due.stream().filter(planned -> !isWanted(wanted, planned)).toList();
    List<Certificate> clients =
        clients(pass).stream().filter(client -> !isWanted(wanted, client)).toList();
    if (unasked.isEmpty() && clients.isEmpty()) {
      return;
    }
    Issuance issuance = new Issuance(pass, pass.inCustody().requireKeys());
    pass.keep(
        () -> {
          for (PlannedCertificate planned : unasked) {
            Instant ends = standing(pass, planned).map(Certificate::notAfter).orElseGet(pass::now);
            issuance.ask(planned, Optional.empty(), ends);
          }
          clients.forEach(client -> askAgain(pass, client));
        });
  }

  /** The same request once more: the key is the same, and so is whom it names. */
  private static void askAgain(Pass pass, Certificate client) {
    Ports ports = pass.ports();
    ports
        .asking()
        .lastWanted(pass.id(), client.authority(), client.name())
        .ifPresent(
            before ->
                ports
                    .asking()
                    .certify(
                        pass.network(),
                        Optional.empty(),
                        before.request().organisation(),
                        before.request().wanted().orElseThrow(),
                        client.notAfter()));
  }

  /** Applications' keys that such an authority has certified, and should certify again. */
  private static List<Certificate> clients(Pass pass) {
    Ports ports = pass.ports();
    Set<String> own = authorities(pass);
    List<RevocationList> revoked =
        ports.transactions().asSystem(() -> ports.authorities().revocations(pass.id()));
    List<Certificate> all =
        ports.transactions().asSystem(() -> ports.authorities().list(pass.id())).stream()
            .filter(c -> own.contains(c.authority()))
            // Who was shut out isn't let in again by asking for another one.
            .filter(c -> revoked.stream().noneMatch(list -> list.holds(c)))
            .filter(c -> c.name().endsWith(KeyDesk.certificateName("")))
            .toList();
    return RenewalCalendar.of(all).due(pass.nodesNow()).stream()
        .map(RenewalCalendar.Renewal::certificate)
        .toList();
  }

  private static boolean isWanted(List<Approval> wanted, PlannedCertificate planned) {
    return wanted.stream()
        .map(approval -> approval.request().wanted().orElseThrow())
        .anyMatch(w -> is(w, planned.authority(), planned.name()));
  }

  private static boolean isWanted(List<Approval> wanted, Certificate certificate) {
    return wanted.stream()
        .map(approval -> approval.request().wanted().orElseThrow())
        .anyMatch(w -> is(w, certificate.authority(), certificate.name()));
  }

  private static boolean is(CertificateRequest wanted, String authority, String name) {
    return wanted.authority().equals(authority) && wanted.name().equals(name);
  }
}
