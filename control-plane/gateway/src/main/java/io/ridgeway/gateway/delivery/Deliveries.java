package io.ridgeway.gateway.delivery;

import io.ridgeway.model.callback.CallbackKind;
import io.ridgeway.model.callback.CallbackRules;
import io.ridgeway.model.key.Signer;
import io.ridgeway.model.key.TenantSecrets;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/** What a gateway has to do with telling events to URLs, put together. */
public final class Deliveries implements AutoCloseable {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final Duration LETTER = Duration.ofSeconds(10);

  /** How many errands a gateway has in hand at once: each holds a thread. */
  private static final int MOST = 256;

  private final Dispatcher dispatcher;

  /**
   * What it needs of others.
   *
   * @param rules to which addresses letters may go
   */
  public record Ports(Outbox outbox, TenantSecrets secrets, CallbackRules rules) {}

  /**
   * Begins.
   *
   * @param instance the gateway's name among all
   * @param threads makes its threads
   */
  public static Deliveries begin(
      Vertx vertx,
      String instance,
      Ports ports,
      Grounds grounds,
      Signer signer,
      Clock clock,
      ThreadFactory threads) {
    Manner bsn = new BsnManner(signer);
    Dispatcher dispatcher =
        new Dispatcher(
            instance,
            ports.outbox(),
            grounds,
            new Receiver(vertx, ports.rules(), Resolver.DNS, LETTER, options -> options),
            Map.of(
                CallbackKind.WEBHOOK,
                new WebhookManner(ports.secrets(), clock),
                CallbackKind.BSN_CONTRACT,
                bsn,
                CallbackKind.BSN_BLOCK,
                bsn),
            Executors.newCachedThreadPool(threads),
            Executors.newSingleThreadScheduledExecutor(threads),
            MOST);
    dispatcher.start(LOOK_EVERY);
    return new Deliveries(dispatcher);
  }

  private Deliveries(Dispatcher dispatcher) {
    this.dispatcher = dispatcher;
  }

  /** Lets go of what it has; others take it. */
  @Override
  public void close() {
    dispatcher.close();
  }
}
