package io.ridgeway.engine.backup;

import io.ridgeway.engine.Page;
import io.ridgeway.engine.Transactions;
import io.ridgeway.engine.access.Access;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.TenantRole;
import io.ridgeway.engine.audit.AuditEvent;
import io.ridgeway.engine.audit.AuditLog;
import io.ridgeway.engine.catalogue.Frameworks;
import io.ridgeway.engine.change.Beginning;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.Networks;
import io.ridgeway.model.BackupId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.key.BackupKeys;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.model.problem.Violation;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Takes archives of ledgers' history, shows, hands out and removes them. Each begins where the last
 * one that is kept ends. Nothing is taken from the nodes.
 */
@Singleton
public final class ArchiveDesk {
  private static final int MOST_FETCHES = 8;
  private static final int MOST_FETCHES_OF_TENANT = 2;

  private final Fetches fetches = new Fetches(MOST_FETCHES, MOST_FETCHES_OF_TENANT);
  private final Transactions transactions;
  private final Access access;
  private final Networks networks;
  private final Beginning beginning;
  private final Frameworks frameworks;
  private final ChainArchives archives;
  private final Shelf<ChainArchive> shelf;
  private final BackupStore store;
  private final BackupKeys keys;
  private final BackupTerms terms;
  private final AuditLog audit;
  private final Clock clock;

  public ArchiveDesk(
      Transactions transactions,
      Access access,
      Networks networks,
      Beginning beginning,
      Frameworks frameworks,
      ChainArchives archives,
      BackupStore store,
      BackupKeys keys,
      BackupTerms terms,
      AuditLog audit,
      Clock clock) {
    this.transactions = transactions;
    this.access = access;
    this.networks = networks;
    this.beginning = beginning;
    this.frameworks = frameworks;
    this.archives = archives;
    this.shelf = new Shelf<>("archive", archives, transactions, access, networks);
    this.store = store;
    this.keys = keys;
    this.terms = terms;
    this.audit = audit;
    this.clock = clock;
  }

  /** The network's, newest first. */
  public Page<ChainArchive> list(Actor actor, TenantId tenant, NetworkId id, Page.Request page) {
    return shelf.list(actor, tenant, id, page);
  }

  /** One of them. */
  public ChainArchive get(Actor actor, TenantId tenant, NetworkId id, BackupId archive) {
    return shelf.get(actor, tenant, id, archive);
  }

  /** Whether the network's history can be archived here. */
  public boolean isOffered(Actor actor, TenantId tenant, NetworkId id) {
    access.require(actor, tenant, TenantRole.VIEWER);
    return terms.offered()
        && transactions.inTenant(
            tenant, () -> frameworks.whyNotArchived(networks.get(id).spec()).isEmpty());
  }

  /**
   * Begins one, behind the last that is kept, or with block 0.
   *
   * @param upTo the block that it is to end with; the newest one if nothing is said
   * @throws Refusal and nothing is kept: {@code INVALID} for a block that is archived already or
   *     isn't there yet, or another framework; {@code CONFLICT} while another operation is under
   *     way, where nothing is new, where there are as many as may be, or where the operator keeps
   *     none
   */
  public ChainArchive take(Actor actor, TenantId tenant, NetworkId id, OptionalLong upTo) {
    access.require(actor, tenant, TenantRole.ADMIN);
    return transactions.inTenant(tenant, () -> begin(actor, id, upTo));
  }

  private ChainArchive begin(Actor actor, NetworkId id, OptionalLong upTo) {
    if (!terms.offered()) {
      throw new Refusal(
          ProblemType.CONFLICT,
          "No archives are kept here; the operator must name a place for backups.");
    }
    Network network = beginning.idle(id);
    frameworks
        .whyNotArchived(network.spec())
        .ifPresent(
            why -> {
              throw new Refusal(ProblemType.INVALID, why);
            });
    Optional<ChainArchive> last =
        shelf.requireRoom(id, terms, "Fetch the oldest and remove it first.").stream()
            .filter(a -> a.state() == Backup.State.KEPT)
            .max(Comparator.comparingLong(ChainArchive::next));
    long from = last.map(ChainArchive::next).orElse(0L);
    requireBlocks(from, upTo, network.height());
    Instant now = clock.instant();
    BackupId archive = BackupId.next();
    Operation operation =
        beginning.beginBeside(
            actor,
            network,
            Operation.Kind.ARCHIVE,
            "archive.take",
            "Asked for archive " + archive + " from block " + from + " on.");
    ChainArchive taken =
        new ChainArchive(
            archive,
            network.tenant(),
            id,
            operation.id(),
            Backup.State.TAKING,
            actor.name(),
            now,
            from,
            upTo.orElse(network.height()),
            last.flatMap(ChainArchive::mark),
            keys.newKey(network.tenant(), archive),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            "");
    archives.insert(taken);
    return taken;
  }

  private static void requireBlocks(long from, OptionalLong upTo, long height) {
    if (upTo.isPresent() && (upTo.getAsLong() < from || upTo.getAsLong() > height)) {
      throw Refusal.of(
          ProblemType.INVALID,
          List.of(
              new Violation(
                  "to",
                  height < from
                      ? "There are no blocks behind " + (from - 1) + " yet."
                      : "It must be from " + from + " to " + height + ", the newest block.")));
    }
    if (height < from) {
      throw new Refusal(
          ProblemType.CONFLICT,
          "Nothing is new: blocks up to " + (from - 1) + " are archived already.");
    }
  }

  /**
   * What one is as a file. It holds a place until it is closed, however it went.
   *
   * @param content writes it, as it goes
   * @param through frees its place among those that are fetched at a time
   */
  public record Fetched(String name, long bytes, String sha256, Content content, Runnable through)
      implements AutoCloseable {
    @Override
    public void close() {
      through.run();
    }
  }

  /** Writes a file's content; nothing is held but what is on its way. */
  @FunctionalInterface
  public interface Content {
    /** To the end, or {@link IOException} where something was altered or is missing. */
    void to(OutputStream out) throws IOException;
  }

  /**
   * One of them as a file.
   *
   * @throws Refusal {@code CONFLICT} unless it is kept; {@code TOO_MANY_REQUESTS} or {@code
   *     UNAVAILABLE} while as many are fetched as may be at a time, of the tenant's or of all
   */
  public Fetched fetch(Actor actor, TenantId tenant, NetworkId id, BackupId archive) {
    access.require(actor, tenant, TenantRole.DEVELOPER);
    Fetches.Place place = fetches.take(tenant);
    try {
      return file(transactions.inTenant(tenant, () -> fetched(actor, id, archive)), place);
    } catch (RuntimeException e) {
      place.close();
      throw e;
    }
  }

  private ChainArchive fetched(Actor actor, NetworkId id, BackupId archive) {
    ChainArchive found = shelf.require(id, archive);
    if (found.state() != Backup.State.KEPT) {
      throw new Refusal(
          ProblemType.CONFLICT,
          "Archive " + archive + " is " + found.state() + "; there is nothing to fetch.");
    }
    audit.append(
        AuditEvent.of(
            clock.instant(),
            found.tenant(),
            actor,
            "archive.fetch",
            id,
            "Fetched archive " + archive + "."));
    return found;
  }

  private Fetched file(ChainArchive there, Fetches.Place place) {
    ChainArchive.Whole whole = there.whole().orElseThrow();
    ArchiveFile file = new ArchiveFile(transactions, store, keys, there);
    return new Fetched(
        there.network() + "-blocks-" + there.from() + "-" + whole.to() + ".jsonl",
        whole.bytes(),
        whole.sha256(),
        out -> file.write(whole.head(), whole.end(), out),
        place::close);
  }

  /** Removes one; one that is being taken is given up, and its operation ends. */
  public void delete(Actor actor, TenantId tenant, NetworkId id, BackupId archive) {
    access.require(actor, tenant, TenantRole.ADMIN);
    transactions.runInTenant(tenant, () -> delete(actor, id, archive));
  }

  private void delete(Actor actor, NetworkId id, BackupId archive) {
    Network network = networks.lock(id).orElseThrow(() -> Refusal.notFound("network", id));
    ChainArchive there = shelf.require(id, archive);
    if (there.state() == Backup.State.DELETED) {
      return;
    }
    Instant now = clock.instant();
    beginning.giveUp(network, there.operation());
    archives.update(there.deleted(now));
    audit.append(
        AuditEvent.of(
            now, there.tenant(), actor, "archive.delete", id, "Deleted archive " + archive + "."));
  }
}
