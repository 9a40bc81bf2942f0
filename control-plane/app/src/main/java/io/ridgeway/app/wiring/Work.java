package io.ridgeway.app.wiring;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.ridgeway.app.RidgewayConfig;
import io.ridgeway.app.RidgewayConfig.Role;
import io.ridgeway.app.identity.KeycloakOrganisations;
import io.ridgeway.engine.Transactions;
import io.ridgeway.engine.account.InvoiceDesk;
import io.ridgeway.engine.order.Idempotency;
import io.ridgeway.keys.journal.JournalShipper;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.reconciler.Reconciler;
import io.ridgeway.reconciler.city.CityNodeAdapters;
import io.ridgeway.store.work.DurableTasks;
import io.ridgeway.store.work.Handlers;
import io.ridgeway.store.work.Next;
import io.ridgeway.store.work.WorkGround;
import io.ridgeway.store.work.WorkSettings;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What goes on in the background: durable work, listening to city nodes, shipping the journal. */
@Singleton
public final class Work {
  private static final Logger LOG = LoggerFactory.getLogger(Work.class);
  private static final int AFTER_SEEDS = CityNodeSeeds.BEFORE_WORK_STARTS + 10;
  private static final long HEAR_SECONDS = 10;
  private static final long SHIP_MILLIS = 1_000;
  private static final long FORGET_MINUTES = 10;
  private static final int FORGET_BATCH = 500;

  private final RidgewayConfig config;
  private final WorkGround ground;
  private final Worker worker;
  private final Reconciler reconciler;
  private final CityNodeAdapters adapters;
  private final InvoiceDesk invoices;
  private final KeycloakOrganisations organisations;
  private final JournalShipper shipper;
  private final Transactions transactions;
  private final Idempotency idempotency;
  private final Clock clock;
  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
  private @Nullable DurableTasks tasks;

  Work(
      RidgewayConfig config,
      WorkGround ground,
      Worker worker,
      Reconciler reconciler,
      CityNodeAdapters adapters,
      InvoiceDesk invoices,
      KeycloakOrganisations organisations,
      JournalShipper shipper,
      Transactions transactions,
      Idempotency idempotency,
      Clock clock) {
    this.config = config;
    this.ground = ground;
    this.worker = worker;
    this.reconciler = reconciler;
    this.adapters = adapters;
    this.invoices = invoices;
    this.organisations = organisations;
    this.shipper = shipper;
    this.transactions = transactions;
    this.idempotency = idempotency;
    this.clock = clock;
  }

  void start(@Observes @Priority(AFTER_SEEDS) StartupEvent started) {
    timer.scheduleWithFixedDelay(
        quietly("ship the journal", this::ship), 0, SHIP_MILLIS, TimeUnit.MILLISECONDS);
    if (config.roles().contains(Role.RECONCILER)) {
      timer.scheduleWithFixedDelay(
          quietly("hear the city nodes", adapters::hearAll), 0, HEAR_SECONDS, TimeUnit.SECONDS);
      timer.scheduleWithFixedDelay(
          quietly("forget old Idempotency-Keys", this::forgetOldKeys),
          1,
          FORGET_MINUTES,
          TimeUnit.MINUTES);
      tasks =
          DurableTasks.start(
              ground,
              WorkSettings.of(worker.name(), config.reconciler().threads()),
              new Handlers(this::reconcile, invoices::issueDue, organisations::sync));
    }
  }

  void stop(@Observes ShutdownEvent stopping) {
    if (tasks != null) {
      tasks.close();
    }
    timer.shutdown();
    quietly("ship the journal", this::ship).run();
  }

  /** Looks at once for what is due: for a clock that was moved on. */
  public void wake() {
    if (tasks != null) {
      tasks.wake();
    }
  }

  private Next reconcile(NetworkId network) {
    if (reconciler.reconcile(network) instanceof io.ridgeway.reconciler.Next.Again again) {
      return new Next.At(clock.instant().plus(again.in()));
    }
    // Its room is free now: the next order must not be refused for what was heard before.
    timer.execute(quietly("hear the city nodes", adapters::hearAll));
    return new Next.Finished();
  }

  /** In small transactions, so that nobody waits for it; processes that do so at once share. */
  private void forgetOldKeys() {
    while (transactions.asSystem(() -> idempotency.forgetOld(FORGET_BATCH)) == FORGET_BATCH) {
      LOG.trace("forgot a batch of Idempotency-Keys");
    }
  }

  private void ship() {
    while (shipper.shipOnce() > 0) {
      LOG.trace("shipped a batch of the journal");
    }
  }

  /**
   * Periodic work that fails is done again at its next turn; a timer would end with the first
   * exception.
   */
  private static Runnable quietly(String what, Runnable work) {
    return () -> {
      try {
        work.run();
      } catch (Refusal e) {
        // It says all that there is to say; the database may be away for long.
        LOG.atWarn()
            .addKeyValue("what", what)
            .addKeyValue("reason", e.detail())
            .log("refused; it is tried again");
      } catch (RuntimeException e) {
        LOG.atWarn().addKeyValue("what", what).setCause(e).log("failed; it is tried again");
      }
    };
  }
}
