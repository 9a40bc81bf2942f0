package io.ridgeway.adapter.conformance;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Catches what is logged through {@code java.util.logging}, where the JBoss log manager of Quarkus
 * and its SLF4J binding also lead.
 */
final class LogLines extends Handler implements AutoCloseable {
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Logger root = Logger.getLogger("");
  private final Logger ours = Logger.getLogger("io.ridgeway");
  private final @Nullable Level before = ours.getLevel();

  LogLines() {
    setLevel(Level.ALL);
    ours.setLevel(Level.ALL);
    root.addHandler(this);
  }

  List<String> lines() {
    return lines;
  }

  @Override
  public void publish(LogRecord entry) {
    StringBuilder line = new StringBuilder(String.valueOf(entry.getMessage()));
    Object[] parameters = entry.getParameters();
    if (parameters != null) {
      line.append(' ').append(Arrays.asList(parameters));
    }
    if (entry.getThrown() != null) {
      line.append(' ').append(Texts.of(entry.getThrown()));
    }
    lines.add(line.toString());
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    root.removeHandler(this);
    ours.setLevel(before);
  }
}
