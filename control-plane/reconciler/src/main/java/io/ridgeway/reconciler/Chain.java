package io.ridgeway.reconciler;

import io.ridgeway.adapter.AdapterException;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.reconciler.Step.Outcome;
import io.ridgeway.reconciler.Step.Waiting;
import java.util.List;
import java.util.Optional;

/** Steps in their order; a pass goes as far along them as it can. */
record Chain(List<Step> steps) {
  /** From this status on, a refusal passes by itself. */
  private static final int SERVER_ERROR = 500;

  /** From an order to a ledger that works, and back to it if something was lost. */
  static final Chain CREATE =
      new Chain(
          List.of(
              new PlaceStep(),
              new ReserveStep(),
              new IdentifyStep(),
              new GenesisStep(),
              new ApplyStep(),
              new StartStep(),
              new JoinStep()));

  /** From nodes that are to come and go to a ledger that works with those that came. */
  static final Chain CHANGE =
      new Chain(
          List.of(
              new PlaceStep(),
              new ReserveStep(),
              new IdentifyStep(),
              new ApplyStep(),
              new StartStep(),
              new JoinStep(),
              new RetireStep()));

  /** The same where one that comes begins with a backup. */
  static final Chain RESTORE =
      new Chain(
          List.of(
              new PlaceStep(),
              new ReserveStep(),
              new IdentifyStep(),
              new ApplyStep(),
              new StartStep(),
              new RestoreStep(),
              new JoinStep(),
              new RetireStep()));

  /** From certificates that there are to others, which the nodes have and the ledger knows. */
  static final Chain ROTATE =
      new Chain(List.of(new RotateStep(), new ApplyStep(), new StartStep(), new JoinStep()));

  /** From nodes that run to nodes that stand still. */
  static final Chain SUSPEND = new Chain(List.of(new StopStep()));

  /** From nodes that stand still to a ledger that works. */
  static final Chain RESUME = new Chain(List.of(new ApplyStep(), new StartStep(), new JoinStep()));

  /** From a ledger that takes a certificate for good to one that doesn't. */
  static final Chain REVOKE = new Chain(List.of(new ApplyStep(), new StartStep(), new JoinStep()));

  /** The same ahead of a change that waits: nodes that are to come aren't waited for. */
  static final Chain REVOKE_AHEAD = new Chain(List.of(new JoinStep()));

  /** From what a node holds to a copy of it that is kept elsewhere. */
  static final Chain BACKUP =
      new Chain(List.of(new SnapshotStep(), new StoreStep(), new TidyStep()));

  /** From blocks that nodes hold to a stretch of them that is proved and kept elsewhere. */
  static final Chain ARCHIVE = new Chain(List.of(new ArchiveStep()));

  /** From nodes that hold what guests left to nodes without it. */
  static final Chain WINDOW =
      new Chain(List.of(new ClearStep(), new ApplyStep(), new StartStep(), new JoinStep()));

  /** From private data that nodes hold to nodes that have forgotten them. */
  static final Chain PURGE = new Chain(List.of(new PurgeStep(), new VerifyStep()));

  /** From an account or a contract as it is to one that is frozen, or goes on. */
  static final Chain FREEZE = new Chain(List.of(new FreezeStep()));

  /** From an order of the shared tier to a ledger that works on others' nodes. */
  static final Chain GUEST =
      new Chain(List.of(new HostStep(), new IdentifyStep(), new GenesisStep(), new JoinStep()));

  /** The same where services of its own run for the contracts that it brought, or are to. */
  static final Chain SERVED =
      new Chain(
          List.of(
              new HostStep(),
              new PlaceStep(),
              new ReserveStep(),
              new IdentifyStep(),
              new GenesisStep(),
              new ApplyStep(),
              new StartStep(),
              new JoinStep(),
              new RetireStep()));

  /** From a ledger on others' nodes to nothing but what waits there for a window. */
  static final Chain LEAVE = new Chain(List.of(new LeaveStep(), new DestroyStep()));

  /** The same where services of its own run. */
  static final Chain LEAVE_SERVED =
      new Chain(List.of(new LeaveStep(), new RemoveStep(), new ConfirmStep(), new DestroyStep()));

  /** From whatever there is to nothing. */
  static final Chain DELETE =
      new Chain(List.of(new RemoveStep(), new ConfirmStep(), new DestroyStep()));

  /**
   * Goes along the steps.
   *
   * @return what it waits for; empty if every step is done
   * @throws Refusal if custody says no for good
   */
  Optional<Waiting> run(Pass pass) {
    pass.progress(o -> Progress.planned(o, steps.stream().map(Step::name).toList()));
    for (Step step : steps) {
      Optional<Waiting> waiting = run(pass, step);
      if (waiting.isPresent()) {
        pass.progress(o -> Progress.waiting(o, step.name(), waiting.get().message()));
        return waiting;
      }
      pass.progress(o -> Progress.done(o, step.name(), pass.now()));
    }
    return Optional.empty();
  }

  private static Optional<Waiting> run(Pass pass, Step step) {
    try {
      if (step.isDone(pass)) {
        return Optional.empty();
      }
      // Kept before the work, so that whoever watches sees what is going on.
      pass.progress(o -> Progress.begun(o, step.name(), pass.now()));
      pass.keep();
      Outcome outcome = step.perform(pass);
      if (outcome instanceof Waiting waiting) {
        return Optional.of(waiting);
      }
      return step.isDone(pass) ? Optional.empty() : Optional.of(new Waiting("", Pace.SOON));
    } catch (AdapterException e) {
      return Optional.of(waiting(e));
    } catch (Refusal e) {
      if (e.type().status() < SERVER_ERROR) {
        throw e;
      }
      return Optional.of(new Waiting(e.detail(), Pace.PATIENT));
    }
  }

  private static Waiting waiting(AdapterException e) {
    String message = String.valueOf(e.getMessage());
    if (e instanceof AdapterException.FencedOff) {
      throw new Stop();
    }
    if (e instanceof AdapterException.Unreachable) {
      return new Waiting(message, Pace.PATIENT);
    }
    if (e instanceof AdapterException.NoRoom) {
      return new Waiting(message, Pace.STEADY);
    }
    return new Waiting(message, Pace.SLOW);
  }
}
