package io.ridgeway.store;

import io.quarkus.arc.Arc;
import io.quarkus.arc.ManagedContext;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.ridgeway.engine.Transactions;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.store.sql.Faults;
import io.ridgeway.store.sql.Sql;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * JTA transactions that carry their scope to PostgreSQL, as settings that end with the transaction.
 *
 * <p>The settings are made on the transaction's one connection before any work is done on it, so
 * that entities, native SQL and db-scheduler alike are held by the tables' policies. If the
 * database is away, {@code UNAVAILABLE} is refused: nothing was acknowledged, and the same request
 * may be sent again.
 */
@Singleton
public final class ScopedTransactions implements Transactions {
  private static final Logger LOG = LoggerFactory.getLogger(ScopedTransactions.class);

  private final Scopes scopes;
  private final Sql sql;

  ScopedTransactions(Scopes scopes, Sql sql) {
    this.scopes = scopes;
    this.sql = sql;
  }

  @Override
  public <T> T inTenant(TenantId tenant, Supplier<T> work) {
    return run(new Scope.OfTenant(tenant), work);
  }

  @Override
  public <T> T asSystem(Supplier<T> work) {
    return run(new Scope.OfSystem(), work);
  }

  /** Within the caller's transaction, whatever its scope, or else in one of its own as system. */
  public <T> T joining(Supplier<T> work) {
    return scopes.current().isPresent() ? work.get() : asSystem(work);
  }

  /** As system, in a transaction of its own beside the caller's: it sees only what is committed. */
  public <T> T apart(Supplier<T> work) {
    return begin(new Scope.OfSystem(), work);
  }

  private <T> T run(Scope scope, Supplier<T> work) {
    if (!scopes.inTransaction()) {
      return begin(scope, work);
    }
    Optional<Scope> outer = scopes.current();
    if (outer.isEmpty()) {
      throw new IllegalStateException(
          "a transaction that has no scope is under way; open it through Transactions");
    }
    if (!outer.get().equals(scope)) {
      throw new IllegalStateException(
          "the transaction is in " + outer.get() + " and can't be joined in " + scope);
    }
    return join(work);
  }

  private <T> T join(Supplier<T> work) {
    try {
      return work.get();
    } catch (RuntimeException | Error e) {
      // Also if the outer work goes on: what failed has left its traces in the one transaction.
      scopes.spoil();
      throw e;
    }
  }

  private <T> T begin(Scope scope, Supplier<T> work) {
    ManagedContext request = Arc.container().requestContext();
    boolean borrowed = request.isActive();
    if (!borrowed) {
      // Without one, Hibernate doesn't ask whose rows a session may see.
      request.activate();
    }
    try {
      return enterAndRun(scope, work);
    } catch (RuntimeException e) {
      throw e instanceof Refusal || !Faults.isAway(e) ? e : away(e);
    } finally {
      if (!borrowed) {
        request.terminate();
      }
    }
  }

  /**
   * A connection of the pool may have died since it was used: that shows when the scope is set,
   * before any work was done, so another one is taken. It ends, since a dead one leaves the pool,
   * and a new one can't be made while the database is away.
   */
  private <T> T enterAndRun(Scope scope, Supplier<T> work) {
    while (true) {
      try {
        return QuarkusTransaction.requiringNew().call(() -> within(scope, work));
      } catch (DeadConnection e) {
        LOG.atDebug().setCause(e).log("A connection of the pool had died.");
      }
    }
  }

  private static final class DeadConnection extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DeadConnection(RuntimeException cause) {
      super(cause);
    }
  }

  private <T> T within(Scope scope, Supplier<T> work) {
    scopes.enter(scope);
    try {
      sql.query(
          row -> true,
          "select set_config('ridgeway.scope', ?, true), set_config('ridgeway.tenant', ?, true)",
          scope.name(),
          scope.tenant());
    } catch (RuntimeException e) {
      throw Faults.isLost(e) ? new DeadConnection(e) : e;
    }
    T result = work.get();
    if (scopes.spoilt()) {
      throw new IllegalStateException(
          "part of the transaction failed, so nothing of it can be kept");
    }
    return result;
  }

  private static Refusal away(RuntimeException cause) {
    Refusal refusal =
        new Refusal(
            ProblemType.UNAVAILABLE,
            "The database can't be reached for the moment; try again shortly.");
    refusal.initCause(cause);
    return refusal;
  }
}
