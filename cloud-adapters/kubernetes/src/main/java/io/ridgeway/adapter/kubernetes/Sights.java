package io.ridgeway.adapter.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.ridgeway.model.NetworkId;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All objects of ours that are watched, by network. Filled by watches, read by whoever observes.
 */
final class Sights {
  private static final Logger LOG = LoggerFactory.getLogger(Sights.class);

  private final Map<NetworkId, Map<Key, Seen>> networks = new ConcurrentHashMap<>();
  private final Map<Key, Seen> objects = new ConcurrentHashMap<>();
  private final Memory memory;
  private final Consumer<NetworkId> changed;

  /**
   * @param changed told of a network of which something changed that this adapter didn't do; on the
   *     thread of a watch, so it returns at once
   */
  Sights(Memory memory, Consumer<NetworkId> changed) {
    this.memory = memory;
    this.changed = changed;
  }

  Collection<Seen> of(NetworkId network) {
    return networks.getOrDefault(network, Map.of()).values();
  }

  Optional<Seen> find(Key key) {
    return Optional.ofNullable(objects.get(key));
  }

  void put(Kind kind, HasMetadata object) {
    Seen.of(kind, object).ifPresent(seen -> put(kind, seen));
  }

  private void put(Kind kind, Seen seen) {
    Seen before = objects.put(seen.key(), seen);
    if (before != null && !before.network().equals(seen.network())) {
      forget(before);
    }
    networks.compute(
        seen.network(),
        (n, theirs) -> {
          Map<Key, Seen> all = theirs == null ? new ConcurrentHashMap<>() : theirs;
          all.put(seen.key(), seen);
          return all;
        });
    if (matters(kind, before, seen)) {
      tell(seen);
    }
  }

  private boolean matters(Kind kind, @Nullable Seen before, Seen seen) {
    return switch (kind) {
      case POD -> before == null || !PodSight.of(seen).equals(PodSight.of(before));
      case JOB -> before == null || seen.leaving() || !TaskSight.isLike(seen, before);
      case CLAIM -> before == null || !Claims.of(seen).equals(Claims.of(before)) || isWrong(seen);
      default -> isWrong(seen);
    };
  }

  private boolean isWrong(Seen seen) {
    return seen.leaving() || memory.drifted(seen);
  }

  void remove(Kind kind, HasMetadata object) {
    Seen.of(kind, object)
        .ifPresent(
            seen -> {
              objects.remove(seen.key());
              forget(seen);
              boolean ours = memory.deleted(seen);
              if (!ours || Cluster.members(this, seen.network()).has(seen.key())) {
                tell(seen);
              }
            });
  }

  private void forget(Seen seen) {
    networks.computeIfPresent(
        seen.network(),
        (n, theirs) -> {
          theirs.remove(seen.key());
          return theirs.isEmpty() ? null : theirs;
        });
  }

  private void tell(Seen seen) {
    try {
      changed.accept(seen.network());
    } catch (RuntimeException e) {
      LOG.atWarn()
          .setMessage("nobody could be told that a network changed")
          .addKeyValue("network", seen.network())
          .setCause(e)
          .log();
    }
  }
}
