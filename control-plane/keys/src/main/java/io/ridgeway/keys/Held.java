package io.ridgeway.keys;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What is held in memory for a while: at most so long, at most so many, the least recently used
 * goes first, and what goes is wiped.
 */
final class Held<K, V> {
  private record Slot<V>(V value, Instant until) {}

  private final Clock clock;
  private final Duration hold;
  private final int most;
  private final Consumer<V> wipe;
  private final Map<K, Slot<V>> slots = new LinkedHashMap<>(16, 0.75f, true);

  Held(Clock clock, Duration hold, int most, Consumer<V> wipe) {
    this.clock = clock;
    this.hold = hold;
    this.most = most;
    this.wipe = wipe;
  }

  /** What {@code use} makes of the value; it is not wiped meanwhile, and must not be kept. */
  synchronized <R> Optional<R> with(K key, Function<V, R> use) {
    Slot<V> slot = slots.get(key);
    if (slot == null) {
      return Optional.empty();
    }
    if (!clock.instant().isBefore(slot.until())) {
      drop(value -> value == slot.value());
      return Optional.empty();
    }
    return Optional.of(use.apply(slot.value()));
  }

  /** Holds it; the value is this object's to wipe from now on. */
  synchronized void put(K key, V value) {
    Slot<V> before = slots.put(key, new Slot<>(value, clock.instant().plus(hold)));
    if (before != null) {
      wipe.accept(before.value());
    }
    dropExpired();
    Iterator<Slot<V>> eldest = slots.values().iterator();
    while (slots.size() > most) {
      wipe.accept(eldest.next().value());
      eldest.remove();
    }
  }

  synchronized void drop(Predicate<V> which) {
    dropSlots(slot -> which.test(slot.value()));
  }

  synchronized void dropExpired() {
    Instant now = clock.instant();
    dropSlots(slot -> !now.isBefore(slot.until()));
  }

  synchronized boolean holds(Predicate<V> which) {
    return slots.values().stream().anyMatch(slot -> which.test(slot.value()));
  }

  synchronized int size() {
    return slots.size();
  }

  private void dropSlots(Predicate<Slot<V>> which) {
    slots
        .values()
        .removeIf(
            slot -> {
              boolean goes = which.test(slot);
              if (goes) {
                wipe.accept(slot.value());
              }
              return goes;
            });
  }
}
