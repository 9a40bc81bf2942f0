package io.ridgeway.app.embedded;

import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.local.LocalCityNode;
import java.time.Clock;
import java.time.Duration;

/**
 * Stops what runs of a home, in the order that loses nothing: whoever writes before what is written
 * to.
 */
final class StackStop {
  private static final Duration APPLICATION_GRACE = Duration.ofSeconds(30);

  private final Home home;
  private final Clock clock;
  private final Progress progress;

  StackStop(Home home, Clock clock, Progress progress) {
    this.home = home;
    this.clock = clock;
    this.progress = progress;
  }

  void run() {
    StackRecord record = StackRecord.of(home);
    boolean clean = stop(record, EmbeddedApplication.NAME, APPLICATION_GRACE);
    clean &= stopNodes();
    clean &= stop(record, EmbeddedKeycloak.PORT_NAME, EmbeddedKeycloak.STOP);
    if (EmbeddedPostgres.stop(home)) {
      progress.line(EmbeddedPostgres.PORT_NAME + ": stopped");
    }
    record.remove(EmbeddedPostgres.PORT_NAME);
    if (!clean) {
      throw new EmbeddedException(
          "not everything could be stopped: the lines above and "
              + home.stackRecord()
              + " say what");
    }
  }

  // What it cannot stop is told, and keeps nothing else from being stopped.
  private boolean stopNodes() {
    try {
      int stopped = LocalCityNode.stopAll(home.cityNode());
      if (stopped > 0) {
        progress.line("local city node: stopped " + stopped + " nodes");
      }
      return true;
    } catch (AdapterException e) {
      progress.line("local city node: " + e.getMessage());
      return false;
    }
  }

  private boolean stop(StackRecord record, String name, Duration grace) {
    boolean ran = record.living(name).isPresent();
    boolean ended = record.part(name).map(part -> part.mark().stop(clock, grace)).orElse(true);
    if (ended) {
      record.remove(name);
    }
    if (ran) {
      progress.line(name + (ended ? ": stopped" : ": does not stop"));
    }
    return ended;
  }
}
