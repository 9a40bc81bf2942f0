package io.ridgeway.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.WebhookId;
import io.ridgeway.model.callback.CallbackKind;
import io.ridgeway.model.callback.CallbackRules;
import io.ridgeway.model.key.TenantSecrets;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DispatcherTest {
  private static final long PATIENCE_SECONDS = 60;

  private final Vertx vertx = Vertx.vertx();
  private final Hook hook = new Hook(vertx);
  private final EventLedger ledger = new EventLedger();
  private final FakeOutbox outbox = new FakeOutbox();
  private final List<Dispatcher> dispatchers = new ArrayList<>();

  @AfterEach
  void close() {
    dispatchers.forEach(Dispatcher::close);
    hook.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void severalGatewaysTellEachEventOnce() throws InterruptedException {
    // Given
    for (int block = 1; block <= 20; block++) {
      ledger.tell(block, "Drafted");
    }
    for (int i = 0; i < 5; i++) {
      outbox.put(errand());
    }

    // When
    dispatcher("one");
    dispatcher("two");
    await(() -> hook.got().size() >= 100);

    // Then
    dispatchers.forEach(Dispatcher::close);
    assertThat(hook.got()).hasSize(100);
    assertThat(hook.got().stream().map(g -> g.headers().get("webhook-id")).distinct()).hasSize(100);
  }

  @Test
  void aTestIsSentAndWrittenDown() throws InterruptedException {
    Errand errand = errand();
    outbox.test(errand);
    dispatcher("one");
    await(() -> !outbox.kept().isEmpty());
    assertThat(hook.got().get(0).body()).contains("\"type\":\"webhook.test\"");
    assertThat(outbox.kept().get(0).attempt().orElseThrow().end()).isEqualTo(Outcome.End.DELIVERED);
  }

  @Test
  void itGoesOnOnceTheDatabaseIsBack() throws InterruptedException {
    // Given
    outbox.away = true;
    ledger.tell(1, "Drafted");
    outbox.put(errand());
    dispatcher("one");

    // When
    outbox.away = false;

    // Then
    await(() -> hook.got().size() == 1);
  }

  /** As where a secret doesn't open: nobody foresaw it, and it lasts. */
  @Test
  void whatFailsForAReasonOfOurOwnRestsLongerEachTimeAndIsNoted() throws InterruptedException {
    // Given
    ledger.tell(1, "Drafted");
    outbox.put(errand(List.of("sealed")));

    // When
    dispatcher("one");
    await(() -> outbox.kept().size() == 1);
    outbox.wake();
    await(() -> outbox.kept().size() == 2);

    // Then
    assertThat(outbox.kept())
        .extracting(o -> o.rest().orElseThrow())
        .containsExactly(Duration.ofSeconds(30), Duration.ofMinutes(1));
    assertThat(outbox.kept())
        .allSatisfy(
            o -> {
              assertThat(o.note().orElseThrow()).contains("for a reason of its own");
              assertThat(o.disabled()).isEmpty();
              assertThat(o.standing().attempts()).isZero();
            });
    assertThat(hook.got()).isEmpty();
  }

  private void dispatcher(String instance) {
    Dispatcher dispatcher =
        new Dispatcher(
            instance,
            outbox,
            errand -> Optional.of(new Ground(ledger, Optional.empty(), Optional.empty())),
            new Receiver(
                vertx,
                new CallbackRules(true, Set.of("127.0.0.1")),
                Resolver.DNS,
                Duration.ofSeconds(20),
                o -> o),
            Map.of(CallbackKind.WEBHOOK, new WebhookManner(new NoSecrets(), Clock.systemUTC())),
            Executors.newCachedThreadPool(),
            Executors.newSingleThreadScheduledExecutor(),
            10);
    dispatchers.add(dispatcher);
    dispatcher.start(Duration.ofMillis(20));
  }

  private Errand errand() {
    return errand(List.of());
  }

  private Errand errand(List<String> secrets) {
    return new Errand(
        WebhookId.next(),
        0,
        TenantId.next(),
        NetworkId.next(),
        CallbackKind.WEBHOOK,
        Optional.empty(),
        hook.url(),
        "notary",
        "",
        "",
        "",
        secrets,
        new Standing(OptionalLong.of(0), Optional.empty(), 0, 0));
  }

  private static void await(BooleanSupplier so) throws InterruptedException {
    long until = System.nanoTime() + PATIENCE_SECONDS * 1_000_000_000;
    while (!so.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(until);
      Thread.sleep(20);
    }
  }

  /** There are none to open. */
  private static final class NoSecrets implements TenantSecrets {
    @Override
    public String seal(TenantId tenant, String use, byte[] secret) {
      throw new UnsupportedOperationException();
    }

    @Override
    public byte[] open(TenantId tenant, String use, String sealed) {
      throw new UnsupportedOperationException();
    }
  }
}
