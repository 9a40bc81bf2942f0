package io.ridgeway.reconciler.city;

import io.ridgeway.adapter.AdapterException.Unreachable;
import io.ridgeway.model.place.CityNodeId;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The calls to one city node: each has a deadline, and there are only so many at once, so that a
 * city node that hangs holds up nobody who has business elsewhere.
 *
 * <p>A call that its caller gave up keeps its place until it really ends: a second call for the
 * same network is refused meanwhile (an adapter gets the calls of a network one at a time), and
 * once all places are held so, every caller is refused at once. Whoever is refused interrupts what
 * hangs for too long.
 */
final class Calls {
  private final CityNodeId cityNode;
  private final Executor threads;
  private final CallLimits limits;
  private final Semaphore places;
  private final Set<Call<?>> underWay = ConcurrentHashMap.newKeySet();
  private final Set<Object> busy = ConcurrentHashMap.newKeySet();

  Calls(CityNodeId cityNode, Executor threads, CallLimits limits) {
    this.cityNode = cityNode;
    this.threads = threads;
    this.limits = limits;
    this.places = new Semaphore(limits.atOnce(), true);
  }

  /**
   * What {@code work} gives, or throws.
   *
   * @param network whose calls come one at a time: a network, or what stands for none
   * @throws Unreachable if it isn't through by the deadline, or there is no place for it
   */
  <T> T call(Object network, Supplier<T> work) {
    if (!busy.add(network)) {
      underWay.stream().filter(c -> c.network.equals(network)).forEach(this::giveUpOn);
      throw unreachable("still works on an earlier call for this network; its end is waited for.");
    }
    Call<T> call = new Call<>(network, work);
    try {
      enter();
    } catch (RuntimeException e) {
      busy.remove(network);
      throw e;
    }
    underWay.add(call);
    try {
      threads.execute(call);
    } catch (RejectedExecutionException e) {
      end(call);
      throw unreachable("isn't asked any more: Ridgeway is stopping.");
    }
    return answer(call);
  }

  private void enter() {
    if (places.tryAcquire()) {
      return;
    }
    boolean hangs = false;
    for (Call<?> call : underWay) {
      hangs |= call.isOlderThan(limits.deadline().toNanos());
      giveUpOn(call);
    }
    try {
      if (!hangs && places.tryAcquire(limits.queue().toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable("isn't asked any more: Ridgeway is stopping.");
    }
    throw unreachable(
        hangs
            ? "hangs: calls are under way that don't come back."
            : "is busy with other networks; it is asked again soon.");
  }

  private void giveUpOn(Call<?> call) {
    if (call.isOlderThan(limits.abandon().toNanos())) {
      call.interrupt();
    }
  }

  private <T> T answer(Call<T> call) {
    try {
      return call.answer.get(limits.deadline().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw unreachable("did not answer within " + limits.deadline().toSeconds() + " s.");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new IllegalStateException("a supplier throws nothing else", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable("isn't asked any more: Ridgeway is stopping.");
    }
  }

  private void end(Call<?> call) {
    underWay.remove(call);
    busy.remove(call.network);
    places.release();
  }

  private Unreachable unreachable(String what) {
    return new Unreachable("City node " + cityNode + " " + what);
  }

  private final class Call<T> implements Runnable {
    final Object network;
    final Supplier<T> work;
    final CompletableFuture<T> answer = new CompletableFuture<>();
    // Real time, not the clock's: it is about how long threads wait.
    final long begun = System.nanoTime();
    @Nullable Thread thread;

    Call(Object network, Supplier<T> work) {
      this.network = network;
      this.work = work;
    }

    @Override
    @SuppressWarnings(
        "Interruption") // its own thread's flag, so that the pool's next work is clean
    public void run() {
      on(Thread.currentThread());
      @Nullable T result = null;
      @Nullable Throwable failure = null;
      try {
        result = work.get();
      } catch (Throwable e) {
        failure = e;
      }
      on(null);
      end(this);
      if (failure != null) {
        answer.completeExceptionally(failure);
      } else {
        answer.complete(result);
      }
    }

    boolean isOlderThan(long nanos) {
      return System.nanoTime() - begun >= nanos;
    }

    private synchronized void on(@Nullable Thread runner) {
      thread = runner;
      if (runner == null) {
        Thread.interrupted();
      }
    }

    synchronized void interrupt() {
      if (thread != null) {
        thread.interrupt();
      }
    }
  }
}
