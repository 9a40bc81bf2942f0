package io.ridgeway.engine.approval;

import io.ridgeway.engine.approval.Approval.State;
import io.ridgeway.engine.network.Network;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.OperationId;
import io.ridgeway.model.certificate.CertificateRequest;
import io.ridgeway.model.network.Operation;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Asks members to sign for an operation, and says how far they are. Called within a transaction of
 * the system's scope, in which the network is held.
 */
@Singleton
public final class Asking {
  private static final Set<State> STANDING = Set.of(State.PENDING, State.SIGNED, State.USED);

  private final Approvals approvals;
  private final Clock clock;

  public Asking(Approvals approvals, Clock clock) {
    this.approvals = approvals;
    this.clock = clock;
  }

  /**
   * The signatures that are asked for, in the order of their organisations; not what is outdated or
   * refused.
   */
  public List<Approval> standing(Operation operation) {
    return approvals.of(operation.id()).stream()
        .filter(a -> STANDING.contains(a.state()) && !a.isForCertificate())
        .toList();
  }

  /** The certificates that are waited for in a network, as they stand now. */
  public List<Approval> wanted(NetworkId network) {
    Instant now = clock.instant();
    return approvals.certificates(network).stream()
        .filter(a -> a.isForCertificate() && a.standsAt(now) == State.PENDING)
        .toList();
  }

  /** The same, of that certificate alone. */
  public Optional<Approval> wanted(NetworkId network, String authority, String name) {
    return wanted(network).stream().filter(a -> isFor(a, authority, name)).findFirst();
  }

  private static boolean isFor(Approval approval, String authority, String name) {
    return approval
        .request()
        .wanted()
        .filter(w -> w.authority().equals(authority) && w.name().equals(name))
        .isPresent();
  }

  /** How a certificate of an authority was last asked for, if it was taken. */
  public Optional<Approval> lastWanted(NetworkId network, String authority, String name) {
    return approvals.certificates(network).stream()
        .filter(a -> a.state() == State.USED)
        .filter(a -> isFor(a, authority, name))
        .findFirst();
  }

  /** The certificates that were asked for the operation, whatever was answered. */
  public List<Approval> certified(Operation operation) {
    return approvals.of(operation.id()).stream().filter(Approval::isForCertificate).toList();
  }

  /**
   * Asks an organisation's own authority for a certificate, unless it is asked for that already.
   *
   * @param operation what waits for it
   * @param until how long an answer is waited for at the least
   */
  public void certify(
      Network network,
      Optional<Operation> operation,
      String organisation,
      CertificateRequest wanted,
      Instant until) {
    Optional<OperationId> waits = operation.map(Operation::id);
    for (Approval standing : wanted(network.id())) {
      if (standing.request().wanted().filter(wanted::isForSame).isPresent()) {
        if (standing.operation().equals(waits)) {
          return;
        }
        approvals.update(standing.with(State.OUTDATED, "It is asked for anew."));
      }
    }
    Instant now = clock.instant();
    Instant usual = now.plus(Approval.TERM);
    approvals.insert(
        Approval.asked(
            network.tenant(),
            network.id(),
            waits,
            Approval.Request.of(organisation, wanted),
            now,
            until.isAfter(usual) ? until : usual));
  }

  /**
   * Asks for these. What was asked before is outdated unless it is among them or went to the ledger
   * already.
   */
  public void ask(Operation operation, List<Approval.Request> requests) {
    List<Approval> standing = standing(operation);
    for (Approval approval : standing) {
      if (approval.state() != State.USED && !requests.contains(approval.request())) {
        approvals.update(
            approval.with(
                State.OUTDATED,
                "The ledger's configuration is another one meanwhile; it is asked for anew."));
      }
    }
    List<Approval.Request> there = standing.stream().map(Approval::request).toList();
    for (Approval.Request request : requests) {
      if (!there.contains(request)) {
        approvals.insert(
            Approval.asked(
                operation.tenant(), operation.network(), operation.id(), request, clock.instant()));
      }
    }
  }

  /** Notes that all that were signed went to the ledger. */
  public void used(Operation operation) {
    standing(operation).stream()
        .filter(approval -> approval.state() == State.SIGNED)
        .forEach(approval -> approvals.update(approval.with(State.USED, "")));
  }

  /**
   * What the operation waits for: what was asked for it, and not answered yet. Nothing where it is
   * about to end, as somebody said no or said nothing.
   */
  public List<Approval> pending(Operation operation) {
    Instant now = clock.instant();
    List<Approval> all = approvals.of(operation.id());
    return all.stream().anyMatch(a -> ending(a, now).isPresent())
        ? List.of()
        : all.stream().filter(a -> a.standsAt(now) == State.PENDING).toList();
  }

  /** Whether there are certificates that were asked for it and haven't been brought. */
  public boolean lacksCertificates(Operation operation) {
    Instant now = clock.instant();
    return certified(operation).stream()
        .map(a -> a.standsAt(now))
        .anyMatch(s -> s == State.PENDING || s == State.REFUSED || s == State.EXPIRED);
  }

  /** Why the operation can't go on, if somebody said no or said nothing. */
  public Optional<String> ending(Operation operation) {
    Instant now = clock.instant();
    return approvals.of(operation.id()).stream().flatMap(a -> ending(a, now).stream()).findFirst();
  }

  private static Optional<String> ending(Approval approval, Instant now) {
    Approval.Request request = approval.request();
    return switch (approval.standsAt(now)) {
      case REFUSED ->
          Optional.of(
              request.organisation()
                  + (approval.isForCertificate() ? " refused to certify (" : " refused to sign (")
                  + request.what()
                  + "): "
                  + approval.reason());
      case EXPIRED ->
          Optional.of(
              request.organisation()
                  + (approval.isForCertificate() ? " didn't certify (" : " didn't sign (")
                  + request.what()
                  + ") until "
                  + approval.expiresAt()
                  + ".");
      case PENDING, SIGNED, USED, OUTDATED -> Optional.empty();
    };
  }

  /** Has nothing of the operation be asked for any more. */
  public void close(Operation operation) {
    Instant now = clock.instant();
    for (Approval approval : approvals.of(operation.id())) {
      State state = approval.standsAt(now);
      if (state == State.EXPIRED) {
        approvals.update(approval.with(state, "Nobody answered in time."));
      } else if (state == State.PENDING || state == State.SIGNED) {
        approvals.update(approval.with(State.OUTDATED, "The operation that asked for it is over."));
      }
    }
  }
}
