package io.ridgeway.engine.network;

import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.CityNodeId;
import java.util.Objects;

/**
 * How a node was when last seen.
 *
 * @param phase {@code STARTING, RUNNING, BACKING_OFF, BLOCKED, STOPPED, MISSING, UNKNOWN}
 * @param height its own height, -1 if it didn't say
 * @param storageBytes what its volumes hold, 0 if not known
 * @param message why, where it isn't running, in words for everybody
 * @param detail what the city node's adapter says of it, for operators only: it may name hosts,
 *     paths and clusters
 */
public record NodeStatus(
    NodeName name,
    String role,
    CityNodeId cityNode,
    String phase,
    int restarts,
    long height,
    long storageBytes,
    String message,
    String detail) {
  public NodeStatus {
    // Rows that were written before it was kept have none.
    detail = Objects.requireNonNullElse(detail, "");
  }
}
