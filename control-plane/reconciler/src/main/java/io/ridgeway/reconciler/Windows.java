package io.ridgeway.reconciler;

import io.ridgeway.engine.host.Waiting;
import io.ridgeway.engine.network.Hosting;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.Weekly;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.network.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** The window that a pass's operation is: what is removed in it, and until when nodes are begun. */
record Windows(Pass pass, Operation operation) {
  /** One that was opened by hand. */
  private static final Duration BY_HAND = Duration.ofHours(2);

  static Windows of(Pass pass) {
    return new Windows(pass, pass.operation().orElseThrow());
  }

  /** The deleted guests whose turn it is: those that waited when it was opened. */
  SortedSet<NetworkId> guests() {
    Ports ports = pass.ports();
    SortedSet<NetworkId> guests = new TreeSet<>(Comparator.comparing(NetworkId::value));
    ports
        .transactions()
        .asSystem(() -> Waiting.at(pass.id(), ports.networks(), ports.operations()))
        .stream()
        .filter(waiting -> !waiting.since().isAfter(operation.requestedAt()))
        .map(waiting -> waiting.guest().id())
        .forEach(guests::add);
    return guests;
  }

  /**
   * Whether no further node may be stopped. One that was opened at the time for it ends with it.
   */
  boolean isOver() {
    Instant opened = operation.requestedAt();
    Optional<Weekly> weekly =
        pass.made().hosting().flatMap(Hosting::window).filter(w -> w.isOpen(opened));
    return !pass.now().isBefore(weekly.map(w -> w.lastEnd(opened)).orElse(opened.plus(BY_HAND)));
  }

  /** Notes that nothing of them is left, so that their places are free. */
  void cleared(SortedSet<NetworkId> guests) {
    Ports ports = pass.ports();
    pass.keep(
        () -> {
          for (NetworkId guest : guests) {
            Network left = ports.networks().lock(guest).orElseThrow();
            ports.networks().change(left.with(left.made().cleared()));
          }
        });
  }
}
