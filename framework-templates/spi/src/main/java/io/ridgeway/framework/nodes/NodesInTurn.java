package io.ridgeway.framework.nodes;

import io.ridgeway.framework.LedgerException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Asks one of a ledger's nodes, on a thread that may block: by the laws of {@link Ring}. The node
 * that answered last is asked again for as long as it is well and no other one is clearly faster,
 * so that who changed something finds it there.
 *
 * <p>While calls come in, nodes are asked each second how high they are, on threads of its own: so
 * one that lags is found, and one whose circuit is open shows that it is well again. Nothing is
 * asked before the first call, nor of a single node.
 *
 * @param <D> by what a node is asked
 */
public final class NodesInTurn<D> implements AutoCloseable {
  private static final long LOOK_MILLIS = 1_000;
  private static final int MOST_LOOKS = 64;

  private final Ring<Doored<D>> ring;
  private final ToLongFunction<D> height;
  private final long tryingNanos;
  private final String nobody;
  private final Clock clock;
  private final AtomicLong lookedAt = new AtomicLong(-LOOK_MILLIS);
  private final Set<RingNode> looked = ConcurrentHashMap.newKeySet();
  private final ExecutorService looks;
  private volatile @Nullable Doored<D> last;

  /** A node and by what it is asked. */
  private static final class Doored<D> extends RingNode {
    private final D door;

    Doored(String name, D door, Clock clock) {
      super(name, RingRules.USUAL, clock);
      this.door = door;
    }
  }

  /**
   * Of those nodes.
   *
   * @param doors by the nodes' names
   * @param height asks a node for its newest block; throws {@link LedgerException.Unreachable}
   * @param trying for how long further nodes are asked where one doesn't answer
   * @param nobody what is said where none does
   */
  public NodesInTurn(
      SortedMap<String, D> doors, ToLongFunction<D> height, Duration trying, String nobody) {
    this(doors, height, trying, nobody, SteadyClock.ofTheMachine());
  }

  /** By another clock. */
  NodesInTurn(
      SortedMap<String, D> doors,
      ToLongFunction<D> height,
      Duration trying,
      String nobody,
      Clock clock) {
    List<Doored<D>> nodes = new ArrayList<>();
    doors.forEach((name, door) -> nodes.add(new Doored<>(name, door, clock)));
    this.ring = new Ring<>(nodes, RingRules.USUAL, clock);
    this.height = height;
    this.tryingNanos = trying.toNanos();
    this.nobody = nobody;
    this.clock = clock;
    this.looks =
        new ThreadPoolExecutor(
            0, MOST_LOOKS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), NodesInTurn::thread);
  }

  private static Thread thread(Runnable look) {
    Thread made = new Thread(look, "ledger-heights");
    made.setDaemon(true);
    return made;
  }

  /** How many there are. */
  public int size() {
    return ring.size();
  }

  /** The nodes, as calls met them. */
  public List<? extends RingNode> nodes() {
    return ring.nodes();
  }

  /** By what nodes should be asked now, the best first. */
  public List<D> doors() {
    look();
    return ring.from(last).stream().map(node -> node.door).toList();
  }

  /**
   * What a node answers that is only asked: another one where one doesn't.
   *
   * @param question throws {@link LedgerException.Unreachable} where there is no answer
   * @throws LedgerException.Unreachable if none answers
   */
  public <T> T ask(Function<? super D, ? extends T> question) {
    return first(question).answer();
  }

  /**
   * Has a node do something once: the first that answers a question before. What comes of it is
   * what comes: no other node is asked.
   *
   * @param question that does no harm
   * @param deed given the node and what it answered
   */
  public <Q, T> T once(Function<? super D, ? extends Q> question, Deed<D, Q, T> deed) {
    Found<D, Q> found = first(question);
    Doored<D> node = found.node();
    node.begins();
    try {
      T done = deed.by(node.door, found.answer());
      node.done();
      return done;
    } catch (LedgerException.Unreachable | LedgerException.Unknown e) {
      node.failed();
      throw e;
    } catch (LedgerException.Refused e) {
      node.done();
      throw e;
    } catch (RuntimeException | Error e) {
      node.abandoned();
      throw e;
    }
  }

  /** What is done by one node. */
  @FunctionalInterface
  public interface Deed<D, Q, T> {
    T by(D door, Q answer);
  }

  private record Found<D, T>(Doored<D> node, T answer) {}

  private <T> Found<D, T> first(Function<? super D, ? extends T> question) {
    look();
    long begun = System.nanoTime();
    for (Doored<D> node : ring.from(last)) {
      try {
        T answer = asked(node, question);
        if (last != node) {
          last = node;
        }
        return new Found<>(node, answer);
      } catch (LedgerException.Unreachable e) {
        if (System.nanoTime() - begun > tryingNanos) {
          break;
        }
      }
    }
    throw new LedgerException.Unreachable(nobody);
  }

  private <T> T asked(Doored<D> node, Function<? super D, ? extends T> question) {
    node.begins();
    long begun = System.nanoTime();
    try {
      T answer = question.apply(node.door);
      node.answered(System.nanoTime() - begun);
      return answer;
    } catch (LedgerException.Unreachable | LedgerException.Unknown e) {
      node.failed();
      throw e;
    } catch (LedgerException.Refused e) {
      node.answered(System.nanoTime() - begun);
      throw e;
    } catch (RuntimeException | Error e) {
      node.abandoned();
      throw e;
    }
  }

  /** Begins to ask for heights where that is due; those that are being asked aren't once more. */
  private void look() {
    long now = clock.millis();
    long before = lookedAt.get();
    if (ring.size() < 2 || now - before < LOOK_MILLIS || !lookedAt.compareAndSet(before, now)) {
      return;
    }
    for (Doored<D> node : ring.nodes()) {
      boolean open = node.isOut();
      if (open && !node.breaker().isDue(now) || !looked.add(node)) {
        continue;
      }
      if (open && !node.breaker().probe(now) || !begun(node)) {
        looked.remove(node);
      }
    }
  }

  private boolean begun(Doored<D> node) {
    try {
      looks.execute(() -> look(node));
      return true;
    } catch (RejectedExecutionException e) {
      // Closed, or too many are silent at once.
      node.breaker().abandoned();
      return false;
    }
  }

  private void look(Doored<D> node) {
    try {
      ring.seen(node, asked(node, height::applyAsLong));
    } catch (RuntimeException e) {
      // What it means for the node is noted.
    } finally {
      looked.remove(node);
    }
  }

  /** Asks for no more heights. */
  @Override
  public void close() {
    looks.shutdownNow();
  }
}
