package io.ridgeway.reconciler;

import io.ridgeway.framework.IdentityPlan;
import io.ridgeway.framework.IdentityPlan.PlannedAuthority;
import io.ridgeway.framework.IdentityPlan.PlannedCertificate;
import io.ridgeway.model.certificate.Authority;
import io.ridgeway.model.certificate.CertificateAuthority;
import io.ridgeway.model.certificate.CertificateOrder;
import io.ridgeway.model.certificate.CertificateOrder.Holder;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Orders what a network's plan asks of its authorities, within the caller's transaction.
 *
 * @param keys the plan's keys by name, all of them
 */
record Issuance(Pass pass, Map<String, ManagedKey> keys) {

  /** Has every authority opened, and every certificate that isn't there issued. */
  void ensureAll() {
    IdentityPlan plan = pass.plan().identities();
    plan.authorities().forEach(this::open);
    plan.certificates().forEach(this::ensure);
  }

  private void open(PlannedAuthority authority) {
    around(FaultPort.OPEN_AUTHORITY, () -> issuer().root(of(authority)));
  }

  private void ensure(PlannedCertificate planned) {
    if (Brought.isOf(pass, planned)) {
      if (Brought.standing(pass, planned).isEmpty()) {
        ask(planned, pass.operation(), pass.now());
      }
      return;
    }
    around(FaultPort.ENSURE_CERTIFICATE, () -> issuer().ensure(issuerOf(planned), order(planned)));
  }

  /** Has another one issued to the same key. */
  void renew(PlannedCertificate planned) {
    around(FaultPort.RENEW_CERTIFICATE, () -> issuer().renew(issuerOf(planned), order(planned)));
  }

  /**
   * Asks the organisation's own authority for it, unless that was done for the same operation.
   *
   * @param operation what waits for it
   * @param until how long an answer is waited for at the least
   */
  void ask(PlannedCertificate planned, Optional<Operation> operation, Instant until) {
    around(
        FaultPort.ASK,
        () ->
            pass.ports()
                .asking()
                .certify(
                    pass.network(),
                    operation,
                    planned.subject().organisation().orElse(planned.authority()),
                    issuer().request(issuerOf(planned), order(planned)),
                    until));
  }

  private CertificateAuthority issuer() {
    return pass.ports().authorities();
  }

  private void around(String write, Runnable work) {
    pass.ports().faults().around(write, work);
  }

  private Authority issuerOf(PlannedCertificate planned) {
    return pass.plan().identities().authorities().stream()
        .filter(a -> a.name().equals(planned.authority()))
        .findFirst()
        .map(this::of)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no authority " + planned.authority() + " is planned for " + planned.name()));
  }

  private Authority of(PlannedAuthority planned) {
    return new Authority(
        pass.network().tenant(),
        pass.id(),
        planned.name(),
        planned.curve(),
        planned.subject(),
        planned.lifetime(),
        planned.root());
  }

  private CertificateOrder order(PlannedCertificate planned) {
    try {
      return new CertificateOrder(
          planned.name(),
          planned.subject(),
          planned.use(),
          planned.hosts(pass.made().addresses().orElseThrow()),
          planned.lifetime(),
          holder(planned));
    } catch (IllegalArgumentException e) {
      // An operator's host name, most likely.
      throw new Refusal(
          ProblemType.CONFLICT,
          "The certificate " + planned.name() + " can't be issued: " + e.getMessage() + ".");
    }
  }

  private Holder holder(PlannedCertificate planned) {
    return planned
        .request()
        .<Holder>map(Holder.Outside::new)
        .orElseGet(
            () ->
                new Holder.Custody(
                    Objects.requireNonNull(keys.get(planned.key()), planned.key()).id()));
  }
}
