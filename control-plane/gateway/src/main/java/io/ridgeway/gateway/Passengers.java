package io.ridgeway.gateway;

import io.ridgeway.model.NetworkId;
import java.util.HashMap;
import java.util.Map;

/** Calls under way over all event loops: so many of a network, so many in all. Thread-safe. */
final class Passengers {
  private final int mostOfNetwork;
  private final int most;
  private final Map<NetworkId, Integer> underWay = new HashMap<>();
  private int all;

  Passengers(int mostOfNetwork, int most) {
    this.mostOfNetwork = mostOfNetwork;
    this.most = most;
  }

  /** Lets one in, which leaves once; false if there are too many. */
  synchronized boolean enter(NetworkId network) {
    int same = underWay.getOrDefault(network, 0);
    if (same >= mostOfNetwork || all >= most) {
      return false;
    }
    underWay.put(network, same + 1);
    all++;
    return true;
  }

  synchronized void leave(NetworkId network) {
    all--;
    underWay.computeIfPresent(network, (id, n) -> n == 1 ? null : n - 1);
  }

  /** The most of all. */
  int most() {
    return most;
  }

  /** The most of a network. */
  int mostOfNetwork() {
    return mostOfNetwork;
  }
}
