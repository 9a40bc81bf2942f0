package io.ridgeway.adapter.local;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has a program's output rotated, looking at its size no more than once a second. */
final class LogCheck {
  private static final Logger LOG = LoggerFactory.getLogger(LogCheck.class);

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final OutputLog log;
  private final NodeDirectory directory;
  private final String key;
  private Instant last;

  /**
   * Begins now.
   *
   * @param key what the program is, in the application's own log: {@code node}
   */
  LogCheck(OutputLog log, NodeDirectory directory, String key, Instant now) {
    this.log = log;
    this.directory = directory;
    this.key = key;
    this.last = now;
  }

  void at(Instant now) {
    if (Duration.between(last, now).abs().compareTo(PAUSE) < 0) {
      return;
    }
    last = now;
    try {
      log.rotate();
    } catch (IOException e) {
      LOG.atWarn()
          .addKeyValue("network", directory.network())
          .addKeyValue(key, directory.node())
          .log("A {}'s log could not be kept when it was rotated: {}", key, e.toString());
    }
  }
}
