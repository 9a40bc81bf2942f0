package io.ridgeway.reconciler;

import static java.util.stream.Collectors.joining;

import io.ridgeway.engine.network.NodeStatus;
import io.ridgeway.model.network.Condition;
import io.ridgeway.model.network.Condition.Status;
import io.ridgeway.model.network.Condition.Type;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.CityNodeId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Says what is so of a network and why, in words that stay the same while the cause does. */
final class Conditions {
  private static final long GIB = 1L << 30;

  /** Of the bought storage, in per cent: beyond it, there is time left to buy more. */
  private static final int FILLED = 90;

  private final Pass pass;
  private final List<NodeStatus> nodes;
  private final Set<NodeName> leaving;
  private final Instant now;

  private Conditions(Pass pass, List<NodeStatus> nodes) {
    this.pass = pass;
    this.nodes = nodes;
    this.leaving = pass.plan().names(n -> !n.stays());
    this.now = pass.now();
  }

  /** The conditions of a placed network. */
  static List<Condition> of(Pass pass, List<NodeStatus> nodes, Growth growth) {
    Conditions c = new Conditions(pass, nodes);
    List<Condition> all = new ArrayList<>();
    all.add(c.nodesReady());
    all.add(growth.condition(pass, find(pass.network().conditions(), Type.PROGRESSING)));
    CertificatesValid.of(pass).ifPresent(all::add);
    all.add(c.storageAmple());
    all.add(c.reachable());
    return all.stream()
        .map(
            fresh ->
                find(pass.network().conditions(), fresh.type()).map(fresh::after).orElse(fresh))
        .toList();
  }

  static Optional<Condition> find(List<Condition> all, Type type) {
    return all.stream().filter(c -> c.type() == type).findFirst();
  }

  private Condition nodesReady() {
    String down =
        names(
            n ->
                !n.phase().equals(NodeStatuses.RUNNING) && !n.phase().equals(NodeStatuses.UNKNOWN));
    if (!down.isEmpty()) {
      return of(Type.NODES_READY, Status.FALSE, "NotRunning", "Not running: " + down + ".");
    }
    String unheard = names(n -> n.phase().equals(NodeStatuses.UNKNOWN));
    return unheard.isEmpty()
        ? of(Type.NODES_READY, Status.TRUE, "Running", "All nodes run.")
        : of(Type.NODES_READY, Status.UNKNOWN, "NotHeard", "Not heard: " + unheard + ".");
  }

  private Condition storageAmple() {
    if (!pass.full().isEmpty()) {
      return of(
          Type.STORAGE_AMPLE,
          Status.FALSE,
          "NoRoom",
          "No room at city node " + listed(pass.full()) + "; the operator must make some.");
    }
    long filled = pass.network().spec().storageGib() * GIB / 100 * FILLED;
    String nearlyFull = names(n -> n.storageBytes() >= filled);
    return nearlyFull.isEmpty()
        ? of(Type.STORAGE_AMPLE, Status.TRUE, "Ample", "Every node has storage left.")
        : of(
            Type.STORAGE_AMPLE,
            Status.FALSE,
            "NearlyFull",
            "Over " + FILLED + " % of the bought storage is used at: " + nearlyFull + ".");
  }

  private Condition reachable() {
    List<CityNodeId> unheard = pass.sights().unheard();
    return unheard.isEmpty()
        ? of(Type.REACHABLE, Status.TRUE, "Heard", "Every city node answers.")
        : of(
            Type.REACHABLE,
            Status.FALSE,
            "NotHeard",
            "Can't be heard: city node " + listed(unheard) + ".");
  }

  private String names(Predicate<NodeStatus> which) {
    return nodes.stream()
        .filter(n -> !leaving.contains(n.name()))
        .filter(which)
        .map(NodeStatus::name)
        .sorted()
        .map(Object::toString)
        .collect(joining(", "));
  }

  private static String listed(List<CityNodeId> ids) {
    return ids.stream().map(CityNodeId::value).collect(joining(", "));
  }

  private Condition of(Type type, Status status, String reason, String message) {
    return new Condition(type, status, reason, message, now);
  }
}
