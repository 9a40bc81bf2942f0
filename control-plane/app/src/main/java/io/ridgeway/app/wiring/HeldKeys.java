package io.ridgeway.app.wiring;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.ridgeway.app.RidgewayConfig;
import io.ridgeway.engine.network.Changes;
import io.ridgeway.keys.ChangeWatch;
import io.ridgeway.keys.EnvelopeCredentials;
import io.ridgeway.keys.EnvelopeCustody;
import io.ridgeway.keys.WipeTimer;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sees that custody holds no key in memory longer than it may. */
@Singleton
final class HeldKeys {
  private static final Duration WIPE_EVERY = Duration.ofSeconds(5);

  /** The gateway and the background work, which sign and open keys, end before. */
  private static final int LAST = 10_000;

  private final RidgewayConfig config;
  private final Instance<EnvelopeCustody> custody;
  private final EnvelopeCredentials credentials;
  private final Changes changes;
  private @Nullable WipeTimer timer;
  private @Nullable ChangeWatch watch;
  private Changes.@Nullable Listening listening;

  HeldKeys(
      RidgewayConfig config,
      Instance<EnvelopeCustody> custody,
      EnvelopeCredentials credentials,
      Changes changes) {
    this.config = config;
    this.custody = custody;
    this.credentials = credentials;
    this.changes = changes;
  }

  void start(@Observes StartupEvent started) {
    if (CustodyWork.isNeeded(config)) {
      timer = WipeTimer.start(List.of(custody.get(), credentials), WIPE_EVERY);
      watch = new ChangeWatch(custody.get()::changed);
      listening = changes.listen(watch::tell);
    } else {
      timer = WipeTimer.start(List.of(credentials), WIPE_EVERY);
    }
  }

  void stop(@Observes @Priority(LAST) ShutdownEvent stopping) {
    if (listening != null) {
      listening.close();
    }
    if (watch != null) {
      watch.close();
    }
    if (timer != null) {
      timer.close();
    }
  }
}
