package io.ridgeway.engine.fake;

import io.ridgeway.engine.Transactions;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A database in memory that keeps the laws of {@link Transactions}: one transaction at a time, what
 * throws is rolled back whole, rows of other tenants can't be seen or written, and nothing can be
 * read or written outside of a transaction.
 */
public final class InMemoryStore implements Transactions {
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Table<?, ?>> tables = new ArrayList<>();
  private final Set<NetworkId> touched = new LinkedHashSet<>();
  private @Nullable Scope scope;

  public final InMemoryNetworks networks = new InMemoryNetworks(this);
  public final InMemoryOperations operations = new InMemoryOperations(this);
  public final InMemorySchedule schedule = new InMemorySchedule(this);
  public final InMemoryUsageBook usage = new InMemoryUsageBook(this);
  public final InMemoryContracts contracts = new InMemoryContracts(this);
  public final InMemoryKnownContracts knownContracts = new InMemoryKnownContracts(this);
  public final InMemoryBackups backups = new InMemoryBackups(this);
  public final InMemoryChainArchives histories = new InMemoryChainArchives(this);
  public final InMemoryTakedowns takedowns = new InMemoryTakedowns(this);
  public final InMemoryFreezes freezes = new InMemoryFreezes(this);
  public final InMemoryApprovals approvals = new InMemoryApprovals(this);
  public final InMemoryCityNodes cityNodes = new InMemoryCityNodes(this);
  public final InMemoryCityNodeCredentials cityNodeCredentials =
      new InMemoryCityNodeCredentials(this);
  public final InMemoryMemberships memberships = new InMemoryMemberships(this);
  public final InMemoryInvitations invitations = new InMemoryInvitations(this);
  public final InMemoryOrders orders = new InMemoryOrders(this);
  public final InMemoryCredentials credentials = new InMemoryCredentials(this);
  public final InMemoryBsnApplications applications = new InMemoryBsnApplications(this);
  public final InMemoryWebhooks webhooks = new InMemoryWebhooks(this);
  public final InMemoryAuditLog audit = new InMemoryAuditLog(this);
  public final InMemoryCustody custody = new InMemoryCustody(this);
  public final InMemoryKeyExports keyExports = new InMemoryKeyExports(this);
  public final InMemoryTenants tenants = new InMemoryTenants(this);
  public final InMemoryInvoices invoices = new InMemoryInvoices(this);
  public final InMemoryCreditBook credit = new InMemoryCreditBook(this);
  public final InMemoryIdempotency idempotency = new InMemoryIdempotency(this);
  public final InMemoryChanges changes = new InMemoryChanges();

  record Scope(Optional<TenantId> tenant) {}

  @Override
  public <T> T inTenant(TenantId tenant, Supplier<T> work) {
    return run(new Scope(Optional.of(tenant)), work);
  }

  @Override
  public <T> T asSystem(Supplier<T> work) {
    return run(new Scope(Optional.empty()), work);
  }

  private <T> T run(Scope wanted, Supplier<T> work) {
    if (inTransaction()) {
      if (!wanted.equals(scope)) {
        throw new IllegalStateException("a transaction of another scope is under way");
      }
      return work.get();
    }
    T result;
    List<NetworkId> changed;
    lock.lock();
    try {
      scope = wanted;
      tables.forEach(Table::save);
      result = work.get();
      changed = List.copyOf(touched);
    } catch (Throwable e) {
      tables.forEach(Table::restore);
      throw e;
    } finally {
      touched.clear();
      scope = null;
      lock.unlock();
    }
    changed.forEach(changes::tell);
    return result;
  }

  /** Whether this thread is within a transaction. */
  public boolean inTransaction() {
    return lock.isHeldByCurrentThread();
  }

  <K, V> Table<K, V> table(Table.Owner<V> owner) {
    Table<K, V> table = new Table<>(this, owner);
    tables.add(table);
    return table;
  }

  void touch(NetworkId network) {
    touched.add(network);
  }

  /** Whose rows may be seen; empty for all. */
  Optional<TenantId> tenant() {
    return requireTransaction().tenant();
  }

  Scope requireTransaction() {
    if (!inTransaction() || scope == null) {
      throw new IllegalStateException("the engine's ports are called within a transaction");
    }
    return scope;
  }

  void requireSystem() {
    if (tenant().isPresent()) {
      throw new IllegalStateException("only the system may do this");
    }
  }
}
