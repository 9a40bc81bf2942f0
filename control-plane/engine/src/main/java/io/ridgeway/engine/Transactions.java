package io.ridgeway.engine;

import io.ridgeway.model.TenantId;
import java.util.function.Supplier;

/**
 * Runs work in one database transaction, and says whose rows it may see. Every port of this module
 * is called within one.
 *
 * <p>The laws: work that throws leaves nothing behind, what was scheduled included; within {@link
 * #inTenant} no row of another tenant can be read or written, whatever the query; a call within a
 * call joins the outer transaction if the scope is the same, and is refused ({@link
 * IllegalStateException}) if it isn't.
 */
public interface Transactions {
  /** Runs {@code work} seeing the rows of {@code tenant} only. */
  <T> T inTenant(TenantId tenant, Supplier<T> work);

  /** Runs {@code work} seeing all rows: for operators' use cases, the reconciler and start-up. */
  <T> T asSystem(Supplier<T> work);

  /** As {@link #inTenant(TenantId, Supplier)}, without a result. */
  default void runInTenant(TenantId tenant, Runnable work) {
    inTenant(
        tenant,
        () -> {
          work.run();
          return true;
        });
  }

  /** As {@link #asSystem(Supplier)}, without a result. */
  default void runAsSystem(Runnable work) {
    asSystem(
        () -> {
          work.run();
          return true;
        });
  }
}
