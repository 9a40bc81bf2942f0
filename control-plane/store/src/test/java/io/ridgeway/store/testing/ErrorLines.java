package io.ridgeway.store.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;

/** Collects what is logged at ERROR. */
final class ErrorLines extends Handler {
  private final List<String> lines = new CopyOnWriteArrayList<>();

  void open() {
    LogManager.getLogManager().getLogger("").addHandler(this);
  }

  List<String> lines() {
    return lines;
  }

  void forget() {
    lines.clear();
  }

  @Override
  public void publish(LogRecord entry) {
    if (entry.getLevel().intValue() >= Level.SEVERE.intValue()) {
      lines.add(entry.getLoggerName() + ": " + entry.getMessage());
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    LogManager.getLogManager().getLogger("").removeHandler(this);
  }
}
