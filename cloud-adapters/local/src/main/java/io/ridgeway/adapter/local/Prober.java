package io.ridgeway.adapter.local;

import io.ridgeway.model.deploy.Probe;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Asks programs whether they are alive, on a thread of its own, as one that hangs takes time. */
final class Prober implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 1_000;
  private static final long GLANCE_MILLIS = 100;
  private static final Duration INTERVAL = Duration.ofSeconds(2);

  private final Map<String, Subject> subjects = new ConcurrentHashMap<>();
  private final Clock clock;
  private final Thread thread;

  Prober(Clock clock, String name) {
    this.clock = clock;
    this.thread = new Thread(this::run, name);
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * What to ask.
   *
   * @param port the number of the probe's port
   */
  record Target(String host, int port, Probe probe) {}

  /**
   * What was answered.
   *
   * @param lastYes empty if it never said yes
   * @param silent how often it hasn't said yes since
   */
  record Verdict(Optional<Instant> lastYes, int silent) {}

  private static final class Subject {
    private final Target target;
    private volatile Verdict verdict = new Verdict(Optional.empty(), 0);
    private volatile Instant due = Instant.MIN;

    Subject(Target target) {
      this.target = target;
    }
  }

  /** Begins to ask, with nothing known. */
  void watch(String key, Target target) {
    subjects.put(key, new Subject(target));
  }

  void forget(String key) {
    subjects.remove(key);
  }

  Verdict verdict(String key) {
    Subject subject = subjects.get(key);
    return subject == null ? new Verdict(Optional.empty(), 0) : subject.verdict;
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        for (Subject subject : subjects.values()) {
          if (!subject.due.isAfter(clock.instant())) {
            ask(subject);
          }
        }
        Thread.sleep(GLANCE_MILLIS);
      }
    } catch (InterruptedException e) {
      // Closed.
    }
  }

  private void ask(Subject subject) {
    boolean yes = saysYes(subject.target);
    Instant now = clock.instant();
    Verdict before = subject.verdict;
    subject.verdict =
        yes ? new Verdict(Optional.of(now), 0) : new Verdict(before.lastYes(), before.silent() + 1);
    // Until it first says yes somebody waits for it.
    subject.due = subject.verdict.lastYes().isPresent() ? now.plus(INTERVAL) : Instant.MIN;
  }

  private static boolean saysYes(Target target) {
    try {
      if (target.probe() instanceof Probe.HttpGet get) {
        return answersGet(target, get.path());
      }
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(target.host(), target.port()), TIMEOUT_MILLIS);
        return true;
      }
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean answersGet(Target target, String path) throws IOException {
    URI uri = URI.create("http://" + target.host() + ":" + target.port() + path);
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    try {
      connection.setConnectTimeout(TIMEOUT_MILLIS);
      connection.setReadTimeout(TIMEOUT_MILLIS);
      connection.setInstanceFollowRedirects(false);
      int status = connection.getResponseCode();
      return status >= 200 && status < 300;
    } finally {
      connection.disconnect();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
