package io.ridgeway.store;

import jakarta.inject.Singleton;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.Optional;

/** Knows the scope of the transaction that is under way. It lives and dies with the transaction. */
@Singleton
final class Scopes {
  private static final String KEY = "io.ridgeway.store.scope";

  private final TransactionSynchronizationRegistry registry;

  Scopes(TransactionSynchronizationRegistry registry) {
    this.registry = registry;
  }

  boolean inTransaction() {
    return registry.getTransactionKey() != null;
  }

  /** Whether part of the transaction has failed, so that nothing of it can be kept. */
  boolean spoilt() {
    return registry.getRollbackOnly();
  }

  void spoil() {
    registry.setRollbackOnly();
  }

  Optional<Scope> current() {
    return inTransaction() && registry.getResource(KEY) instanceof Scope scope
        ? Optional.of(scope)
        : Optional.empty();
  }

  void enter(Scope scope) {
    registry.putResource(KEY, scope);
  }
}
