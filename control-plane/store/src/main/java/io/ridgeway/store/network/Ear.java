package io.ridgeway.store.network;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.postgresql.PGProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection that listens, and the thread that minds it: it asks for a sign of life while it is
 * quiet, and connects anew, with back-off, when there is none.
 */
final class Ear implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Ear.class);
  private static final int QUIET_MILLIS = 2_000;
  private static final int ANSWER_SECONDS = 5;
  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long LONGEST_PAUSE_MILLIS = 2_000;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** How much longer than it noticed a break may have lasted. */
  private static final long MARGIN_SECONDS = 60;

  private final Address address;
  private final Consumer<String> told;
  private final LongConsumer missed;
  private final CountDownLatch hearing = new CountDownLatch(1);
  private final Thread thread;
  private volatile boolean closed;
  private volatile @Nullable Connection connection;

  /**
   * Starts to listen.
   *
   * @param told what is sent
   * @param missed after a break: it lasted at most so many seconds
   */
  Ear(Address address, Consumer<String> told, LongConsumer missed) {
    this.address = address;
    this.told = told;
    this.missed = missed;
    this.thread = new Thread(this::run, "ridgeway-changes");
    thread.setDaemon(true);
    thread.start();
  }

  /** Where and as whom. */
  record Address(String url, String user, String password) {
    @Override
    public String toString() {
      return user + " at " + url;
    }
  }

  void awaitHearing() {
    try {
      if (!hearing.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.atWarn().log("The database can't be heard yet; changes will be told once it can.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    Connection open = connection;
    if (open != null) {
      try {
        // Ends a read that waits: an interrupt doesn't.
        open.abort(Runnable::run);
      } catch (SQLException e) {
        LOG.atDebug().setCause(e).log("The listening connection was gone already.");
      }
    }
  }

  private void run() {
    long lastHeard = System.nanoTime();
    long pause = FIRST_PAUSE_MILLIS;
    boolean first = true;
    while (!closed) {
      try (Connection open = connect()) {
        connection = open;
        try (Statement statement = open.createStatement()) {
          statement.execute("listen " + Bell.CHANNEL);
        }
        boolean stillAwaited = first && secondsSince(lastHeard) < PATIENCE.toSeconds();
        if (!stillAwaited) {
          missed.accept(secondsSince(lastHeard) + MARGIN_SECONDS);
        }
        first = false;
        hearing.countDown();
        pause = FIRST_PAUSE_MILLIS;
        while (!closed) {
          hear(open);
          lastHeard = System.nanoTime();
        }
      } catch (SQLException | RuntimeException e) {
        if (!closed) {
          LOG.atWarn()
              .addKeyValue("reason", e.getMessage())
              .log("Changes aren't heard for the moment.");
        }
      }
      connection = null;
      pause = rest(pause);
    }
  }

  private void hear(Connection open) throws SQLException {
    PGNotification[] notifications = open.unwrap(PGConnection.class).getNotifications(QUIET_MILLIS);
    if (notifications == null || notifications.length == 0) {
      if (!open.isValid(ANSWER_SECONDS)) {
        throw new SQLException("no sign of life");
      }
      return;
    }
    for (PGNotification notification : notifications) {
      told.accept(notification.getParameter());
    }
  }

  private Connection connect() throws SQLException {
    Properties properties = new Properties();
    PGProperty.USER.set(properties, address.user());
    PGProperty.PASSWORD.set(properties, address.password());
    PGProperty.APPLICATION_NAME.set(properties, "ridgeway-changes");
    PGProperty.CONNECT_TIMEOUT.set(properties, ANSWER_SECONDS);
    PGProperty.TCP_KEEP_ALIVE.set(properties, true);
    return DriverManager.getConnection(address.url(), properties);
  }

  private static long secondsSince(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos).toSeconds();
  }

  /** Returns how long to rest the next time. */
  private static long rest(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      // Asked to end, which the loop sees; nobody else interrupts this thread.
      return millis;
    }
    return Math.min(millis * 2, LONGEST_PAUSE_MILLIS);
  }
}
