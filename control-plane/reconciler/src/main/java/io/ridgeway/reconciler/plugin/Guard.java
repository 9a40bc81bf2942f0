package io.ridgeway.reconciler.plugin;

import io.ridgeway.adapter.AdapterException;
import io.ridgeway.model.problem.Refusal;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a plugin's code on few threads of its own, each call only so long, so that whatever it does
 * is an {@link AdapterException} of its own city node and costs nobody else a thread.
 *
 * <p>Java can't stop a thread. A call that is cut off is interrupted; if it is deaf to that it
 * keeps its thread, and until it ends nothing more is asked about its network: two calls about one
 * network at once are against the contract of {@link io.ridgeway.adapter.CloudAdapter}.
 */
final class Guard {
  static final int THREADS = 16;
  static final int HANGS = 3;
  private static final Logger LOG = LoggerFactory.getLogger(Guard.class);

  private final String what;
  private final Duration deadline;
  private final Failures failures;
  private final ThreadPoolExecutor threads;
  private final Set<Call<?>> adrift = ConcurrentHashMap.newKeySet();
  private int hungInARow;
  private long nextTry;

  /**
   * A guard with threads of its own.
   *
   * @param what whose code it is, for messages: {@code the plugin acme at city node a-1}
   * @param loader what the code is loaded by; its threads have it as their context class loader
   */
  Guard(String what, ClassLoader loader, Duration deadline, Failures failures) {
    this.what = what;
    this.deadline = deadline;
    this.failures = failures;
    this.threads =
        new ThreadPoolExecutor(
            0,
            THREADS,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            work -> {
              Thread thread = new Thread(work, what);
              thread.setDaemon(true);
              thread.setContextClassLoader(loader);
              return thread;
            });
  }

  /** Work that may ask whether its caller still waits for it. */
  interface Work<T> {
    T run(Call<T> call) throws Exception;
  }

  /**
   * Runs {@code work}, for the deadline at most.
   *
   * @param about the network that it is about, or another thing that is asked about once at a time
   * @throws AdapterException for whatever goes wrong
   * @throws Refusal if custody refused the plugin a key
   */
  <T> T call(String name, Optional<?> about, Work<T> work) {
    if (about.isPresent() && adrift.stream().anyMatch(c -> c.about.equals(about))) {
      throw failed(name + " was not tried: an earlier call about the same network still hangs");
    }
    if (!mayTry()) {
      throw failed(
          name + " was not tried: the last calls all hung, and one at a time is tried now");
    }
    Call<T> call = new Call<>(about, work);
    Future<T> answer;
    try {
      answer = threads.submit(call);
    } catch (RejectedExecutionException e) {
      throw failed(name + " was not tried: " + THREADS + " calls are under way and don't end");
    }
    try {
      T value = answer.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
      answered();
      return value;
    } catch (TimeoutException e) {
      call.abandon();
      hung();
      answer.cancel(true);
      throw failed(name + " did not end within " + deadline.toMillis() + " ms and was cut off");
    } catch (InterruptedException e) {
      call.abandon();
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new AdapterException.Unreachable("Ridgeway is stopping.", e);
    } catch (ExecutionException e) {
      answered();
      throw translated(name, call, Objects.requireNonNullElse(e.getCause(), e));
    }
  }

  /**
   * After several hangs in a row, callers don't wait in vain any longer: one tries, now and then.
   * Real time, as it is about how long threads wait.
   */
  private synchronized boolean mayTry() {
    if (hungInARow < HANGS) {
      return true;
    }
    long now = System.nanoTime();
    boolean isDue = now - nextTry >= 0;
    if (isDue) {
      nextTry = now + deadline.toNanos();
    }
    return isDue;
  }

  private synchronized void hung() {
    hungInARow++;
    nextTry = System.nanoTime() + deadline.toNanos();
  }

  private synchronized void answered() {
    hungInARow = 0;
  }

  private RuntimeException translated(String name, Call<?> call, Throwable thrown) {
    // Of our own making: what the contract lets an adapter say, what custody said to it, and what
    // we say of it.
    if (thrown instanceof AdapterException known) {
      return known;
    }
    if (thrown instanceof Refused ours) {
      return ours;
    }
    if (thrown instanceof Refusal refusal && call.wasRefused(refusal)) {
      return refusal;
    }
    LOG.atWarn()
        .addKeyValue("plugin", what)
        .addKeyValue("call", name)
        .setCause(thrown)
        .log("a plugin failed");
    return failed(name + " failed with " + thrown.getClass().getSimpleName() + "; see the log");
  }

  private AdapterException.Unreachable failed(String how) {
    failures.add(how);
    return new AdapterException.Unreachable(
        "In " + what + ", " + how + ". Ask who made the plugin, or remove it.");
  }

  /** Lets go of the threads that are idle; one that hangs can't be helped. */
  void close() {
    threads.shutdownNow();
  }

  /** One call. What of ours it reaches back to ends with it. */
  final class Call<T> implements Callable<T> {
    private final Optional<?> about;
    private final Work<T> work;
    private final ClassLoader callers = Thread.currentThread().getContextClassLoader();
    private boolean running;
    private boolean abandoned;
    private @Nullable Refusal refusal;

    private Call(Optional<?> about, Work<T> work) {
      this.about = about;
      this.work = work;
    }

    @Override
    public T call() throws Exception {
      begin();
      try {
        T answer = work.run(this);
        if (answer == null) {
          throw new IllegalStateException("it answered null");
        }
        return answer;
      } finally {
        end();
      }
    }

    /** Runs what is ours on the plugin's thread: as if on the caller's, if that still waits. */
    <U> U back(Callable<U> ours) {
      synchronized (this) {
        if (abandoned) {
          throw new AdapterException.Unreachable("The call was cut off; nothing more is given.");
        }
      }
      try {
        return asCalledBy(callers, ours);
      } catch (Refusal e) {
        synchronized (this) {
          refusal = e;
        }
        throw e;
      }
    }

    /** Whether that is what we said to the plugin, and not its own word. */
    private synchronized boolean wasRefused(Refusal thrown) {
      return thrown.equals(refusal);
    }

    private synchronized void begin() {
      if (abandoned) {
        throw new IllegalStateException("nobody waits for it any longer");
      }
      running = true;
    }

    private synchronized void end() {
      running = false;
      adrift.remove(this);
    }

    private synchronized void abandon() {
      abandoned = true;
      if (running) {
        adrift.add(this);
      }
    }
  }

  /** Runs {@code ours} with that context class loader: ours find their services by it. */
  static <U> U asCalledBy(ClassLoader callers, Callable<U> ours) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(callers);
    try {
      return ours.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
