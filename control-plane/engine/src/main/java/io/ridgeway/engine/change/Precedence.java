package io.ridgeway.engine.change;

import io.ridgeway.engine.approval.Approval;
import io.ridgeway.engine.approval.Asking;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.Networks;
import io.ridgeway.engine.network.Operations;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.network.Operation.Kind;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/**
 * Has an operation that waits for members' answers stand aside for what can't wait for people: a
 * revocation, a suspension. What was asked stays asked and may be answered meanwhile; the operation
 * goes on afterwards. One that is being carried out lets nobody go first. Called within a
 * transaction that may write the network.
 */
@Singleton
public final class Precedence {
  private static final Set<Kind> YIELDING =
      Set.of(Kind.CHANGE, Kind.REPLACE, Kind.CONTRACT, Kind.REVOKE);

  private final Networks networks;
  private final Operations operations;
  private final Asking asking;
  private final Beginning beginning;
  private final Clock clock;

  public Precedence(
      Networks networks, Operations operations, Asking asking, Beginning beginning, Clock clock) {
    this.networks = networks;
    this.operations = operations;
    this.asking = asking;
    this.beginning = beginning;
    this.clock = clock;
  }

  /**
   * The network, locked, whose ledger can be told now who is revoked. A revocation that waits for
   * answers is superseded: the one that comes tells the ledger of all lists, also of that one's.
   *
   * @throws Refusal as {@link Beginning#idleOrGuest}, but not for what waits or lives on its nodes
   */
  public Network revoking(NetworkId id) {
    Network network = networks.lock(id).orElseThrow(() -> Refusal.notFound("network", id));
    operations
        .running(id)
        .filter(o -> !pending(network, o).isEmpty())
        .ifPresent(
            waiting -> {
              if (waiting.kind() == Kind.REVOKE) {
                operations.update(waiting.ended(Operation.State.SUPERSEDED, clock.instant()));
                asking.close(waiting);
              } else {
                aside(waiting, Kind.REVOKE);
              }
            });
    return beginning.idleBesideAside(id);
  }

  /**
   * Has what waits for signatures stand aside so that the network can stand still.
   *
   * @param network locked
   * @throws Refusal {@code CONFLICT} where certificates are waited for: nodes that have none yet
   *     can't be told from the others, which are to be stopped
   */
  void suspending(Network network) {
    List<Operation> open = operations.open(network.id());
    // Also one that stands aside already, or is about to end: its nodes aren't rendered either.
    open.stream()
        .filter(o -> YIELDING.contains(o.kind()) && asking.lacksCertificates(o))
        .findFirst()
        .ifPresent(Precedence::refuseWithoutCertificates);
    open.stream()
        .filter(o -> o.state() == Operation.State.RUNNING && !pending(network, o).isEmpty())
        .forEach(o -> aside(o, Kind.SUSPEND));
  }

  private static void refuseWithoutCertificates(Operation operation) {
    throw new Refusal(
        ProblemType.CONFLICT,
        "Operation "
            + operation.id()
            + " ("
            + operation.kind()
            + ") waits for certificates of an organisation's own authority, without which its nodes"
            + " can't be rendered; bring or refuse those first (see approvals).");
  }

  private void aside(Operation waiting, Kind urgent) {
    operations.update(
        waiting.aside("Lets " + urgent + " go first, and goes on once that is over."));
  }

  /** What it waits for, if it may stand aside: a guest's nodes are others', who don't wait. */
  private List<Approval> pending(Network network, Operation running) {
    return network.spec().isGuest() || !YIELDING.contains(running.kind())
        ? List.of()
        : asking.pending(running);
  }
}
