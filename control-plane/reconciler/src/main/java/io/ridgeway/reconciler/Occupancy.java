package io.ridgeway.reconciler;

import io.ridgeway.engine.network.Network;
import io.ridgeway.framework.Clearing;
import io.ridgeway.framework.FrameworkPack;
import io.ridgeway.framework.Hosting;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.network.Condition;
import io.ridgeway.model.network.Condition.Status;
import io.ridgeway.model.network.Condition.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells how much of the storage that was ordered for a guest its ledger takes, on whichever of its
 * host's nodes has most of it. Where none of these is at a city node that hands files over, it
 * isn't known, and nothing is said.
 *
 * <p>It is looked at now and then, and remembered here alone; a new worker leaves what is kept as
 * it is until it has looked.
 */
final class Occupancy {
  private static final Duration EVERY = Duration.ofMinutes(5);
  private static final long GIB = 1L << 30;
  private static final int FULL = 100;

  /** From so many per cent on, there is time left to do something. */
  private static final int FILLED = 80;

  private static final String TAKEN = "LedgerTaken";
  private static final String NEARLY = "LedgerNearlyFull";
  private static final Set<String> OURS = Set.of(TAKEN, NEARLY, Network.LEDGER_FULL);

  private final Map<NetworkId, Seen> seen = new ConcurrentHashMap<>();

  private record Seen(Instant at, OptionalLong bytes) {}

  /** The condition of a guest; empty for who is none, or where it isn't known. */
  Optional<Condition> condition(Pass pass, Optional<Condition> before) {
    if (pass.ground() == pass || pass.made().birth().isEmpty()) {
      return Optional.empty();
    }
    OptionalLong bytes = bytes(pass);
    return bytes.isPresent()
        ? Optional.of(said(pass.network().spec().storageGib(), bytes.getAsLong(), pass.now()))
        : before.filter(kept -> OURS.contains(kept.reason()));
  }

  void forget(NetworkId network) {
    seen.remove(network);
  }

  /** As it was last seen, if it can't be now. */
  private OptionalLong bytes(Pass pass) {
    Seen last = seen.get(pass.id());
    if (last != null && pass.now().isBefore(last.at.plus(EVERY))) {
      return last.bytes;
    }
    OptionalLong now = look(pass);
    OptionalLong known = now.isPresent() || last == null ? now : last.bytes;
    seen.put(pass.id(), new Seen(pass.now(), known));
    return known;
  }

  private static OptionalLong look(Pass pass) {
    return pass.findPack()
        .flatMap(FrameworkPack::hosting)
        .flatMap(Hosting::clearing)
        .flatMap(clearing -> look(pass, clearing))
        .map(OptionalLong::of)
        .orElseGet(OptionalLong::empty);
  }

  private static Optional<Long> look(Pass pass, Clearing clearing) {
    return clearing
        .place(pass.id())
        .flatMap(place -> Remains.largest(pass.ground(), clearing, place));
  }

  /** What is said of so many bytes, of so much that was ordered. */
  static Condition said(int gib, long bytes, Instant now) {
    long percent = bytes / (gib * GIB / FULL);
    String taken = "Its ledger takes %d %% of the %d GiB that were ordered".formatted(percent, gib);
    if (percent >= FULL) {
      return new Condition(
          Type.STORAGE_AMPLE,
          Status.FALSE,
          Network.LEDGER_FULL,
          taken + ": nothing more is written to it.",
          now);
    }
    return percent >= FILLED
        ? new Condition(
            Type.STORAGE_AMPLE,
            Status.TRUE,
            NEARLY,
            taken + "; at 100 % nothing more is written to it.",
            now)
        : new Condition(Type.STORAGE_AMPLE, Status.TRUE, TAKEN, taken + ".", now);
  }
}
