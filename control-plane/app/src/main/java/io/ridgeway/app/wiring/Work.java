package io.ridgeway.app.wiring;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.ridgeway.app.RidgewayConfig;
import io.ridgeway.app.RidgewayConfig.Role;
import io.ridgeway.app.identity.KeycloakOrganisations;
import io.ridgeway.engine.Transactions;
import io.ridgeway.engine.account.InvoiceDesk;
import io.ridgeway.engine.backup.BackupSweep;
import io.ridgeway.engine.custody.RewrapWork;
import io.ridgeway.engine.gateway.KeySweep;
import io.ridgeway.engine.host.WindowDesk;
import io.ridgeway.engine.order.Idempotency;
import io.ridgeway.model.NetworkId;
import io.ridgeway.reconciler.Reconciler;
import io.ridgeway.reconciler.city.CityNodeAdapters;
import io.ridgeway.store.network.ConditionCounts;
import io.ridgeway.store.work.Backlog;
import io.ridgeway.store.work.DurableTasks;
import io.ridgeway.store.work.Handlers;
import io.ridgeway.store.work.Next;
import io.ridgeway.store.work.WorkGround;
import io.ridgeway.store.work.WorkSettings;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The reconciler's work in the background: durable tasks, and listening to city nodes. */
@Singleton
public final class Work {
  private static final Logger LOG = LoggerFactory.getLogger(Work.class);
  private static final int AFTER_SEEDS = CityNodeSeeds.BEFORE_WORK_STARTS + 10;
  private static final long LOOK_SECONDS = 10;
  private static final long COUNT_SECONDS = 30;
  private static final long FORGET_MINUTES = 10;
  private static final int FORGET_BATCH = 500;

  private final RidgewayConfig config;
  private final Instance<Parts> parts;
  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
  private @Nullable DurableTasks tasks;

  Work(RidgewayConfig config, Instance<Parts> parts) {
    this.config = config;
    this.parts = parts;
  }

  /** What only a process in this role has made for it: custody and the adapters among them. */
  @Singleton
  record Parts(
      WorkGround ground,
      Worker worker,
      Reconciler reconciler,
      CityNodeAdapters adapters,
      InvoiceDesk invoices,
      KeycloakOrganisations organisations,
      Transactions transactions,
      Idempotency idempotency,
      Passes passes,
      Backlog backlog,
      ConditionCounts conditions,
      Meters meters,
      BackupSweep backups,
      WindowDesk windows,
      RewrapWork rewraps,
      KeySweep keys,
      Clock clock) {}

  void start(@Observes @Priority(AFTER_SEEDS) StartupEvent started) {
    if (config.roles().contains(Role.RECONCILER)) {
      Parts with = parts.get();
      timer.scheduleWithFixedDelay(
          new Quietly("hear the city nodes", with.adapters()::hearAll),
          0,
          LOOK_SECONDS,
          TimeUnit.SECONDS);
      timer.scheduleWithFixedDelay(
          new Quietly("measure the backlog", () -> with.meters().backlog(with.backlog().now())),
          0,
          LOOK_SECONDS,
          TimeUnit.SECONDS);
      timer.scheduleWithFixedDelay(
          new Quietly(
              "count networks' conditions",
              () -> with.meters().conditions(with.conditions().now())),
          0,
          COUNT_SECONDS,
          TimeUnit.SECONDS);
      timer.scheduleWithFixedDelay(
          new Quietly("forget old Idempotency-Keys", () -> forgetOldKeys(with)),
          1,
          FORGET_MINUTES,
          TimeUnit.MINUTES);
      timer.scheduleWithFixedDelay(
          new Quietly("sweep the store of backups", with.backups()::sweep),
          1,
          FORGET_MINUTES,
          TimeUnit.MINUTES);
      timer.scheduleWithFixedDelay(
          new Quietly("open windows that are due", with.windows()::openDue),
          COUNT_SECONDS,
          COUNT_SECONDS,
          TimeUnit.SECONDS);
      timer.scheduleWithFixedDelay(
          new Quietly("wrap data keys anew", with.rewraps()::pass),
          LOOK_SECONDS,
          COUNT_SECONDS,
          TimeUnit.SECONDS);
      timer.scheduleWithFixedDelay(
          new Quietly("destroy keys that are due", with.keys()::sweep),
          LOOK_SECONDS,
          COUNT_SECONDS,
          TimeUnit.SECONDS);
      with.passes().announce();
      tasks =
          DurableTasks.start(
              with.ground(),
              WorkSettings.of(
                  with.worker().name(),
                  config.reconciler().threads(),
                  config.reconciler().heartbeat()),
              new Handlers(
                  network -> with.passes().count(() -> reconcile(with, network)),
                  with.invoices()::issueDue,
                  with.organisations()::sync));
    }
  }

  void stop(@Observes ShutdownEvent stopping) {
    if (tasks != null) {
      tasks.close();
    }
    timer.shutdown();
  }

  /** Looks at once for what is due: for a clock that was moved on. */
  public void wake() {
    if (tasks != null) {
      tasks.wake();
    }
  }

  private Next reconcile(Parts with, NetworkId network) {
    if (with.reconciler().reconcile(network) instanceof io.ridgeway.reconciler.Next.Again again) {
      return new Next.At(with.clock().instant().plus(again.in()));
    }
    // Its room is free now: the next order must not be refused for what was heard before.
    timer.execute(new Quietly("hear the city nodes", with.adapters()::hearAll));
    return new Next.Finished();
  }

  /** In small transactions, so that nobody waits for it; processes that do so at once share. */
  private static void forgetOldKeys(Parts with) {
    while (with.transactions().asSystem(() -> with.idempotency().forgetOld(FORGET_BATCH))
        == FORGET_BATCH) {
      LOG.trace("forgot a batch of Idempotency-Keys");
    }
  }
}
