package io.ridgeway.store.work;

import jakarta.inject.Singleton;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Wakes this process's scheduler once the transaction that scheduled something is committed, so
 * that it needn't wait for its poll.
 */
@Singleton
public class DueSignal {
  private final TransactionSynchronizationRegistry registry;
  private final List<Runnable> sleepers = new CopyOnWriteArrayList<>();

  DueSignal(TransactionSynchronizationRegistry registry) {
    this.registry = registry;
  }

  /** Wakes {@code sleeper}, too, until it is removed. */
  void add(Runnable sleeper) {
    sleepers.add(sleeper);
  }

  void remove(Runnable sleeper) {
    sleepers.remove(sleeper);
  }

  /** To be called within the transaction. */
  void afterCommit() {
    registry.registerInterposedSynchronization(
        new Synchronization() {
          @Override
          public void beforeCompletion() {}

          @Override
          public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
              sleepers.forEach(Runnable::run);
            }
          }
        });
  }
}
