package io.ridgeway.reconciler;

import static java.util.stream.Collectors.joining;

import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.NodeStatus;
import io.ridgeway.model.network.Condition;
import io.ridgeway.model.network.Condition.Status;
import io.ridgeway.model.network.Condition.Type;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.CityNodeId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Says what is so of a network and why, in words that stay the same while the cause does. */
final class Conditions {
  private static final long GIB = 1L << 30;

  /** Of the bought storage, in per cent: beyond it, there is time left to buy more. */
  private static final int FILLED = 90;

  static final String SUSPENDED = "Suspended";
  private static final String FILLING = "Filling";

  private final Pass pass;
  private final List<NodeStatus> nodes;
  private final Set<NodeName> leaving;
  private final Instant now;

  private Conditions(Pass pass, List<NodeStatus> nodes) {
    this.pass = pass;
    this.nodes = nodes;
    this.leaving = new HashSet<>(pass.ground().plan().names(n -> !n.stays()));
    this.leaving.addAll(pass.plan().names(n -> !n.stays()));
    this.now = pass.now();
  }

  /** The conditions of a placed network. */
  static List<Condition> of(Pass pass, List<NodeStatus> nodes, Watching watching) {
    Conditions c = new Conditions(pass, nodes);
    List<Condition> all = new ArrayList<>();
    all.add(c.nodesReady());
    List<Condition> before = pass.network().conditions();
    all.add(watching.growth().condition(pass, find(before, Type.PROGRESSING)));
    CertificatesValid.of(pass).ifPresent(all::add);
    Optional<Condition> quota =
        watching.occupancy().condition(pass, find(before, Type.STORAGE_AMPLE));
    Condition ample = c.storageAmple(watching.forecast());
    all.add(quota.filter(q -> isOfMoreWeight(q, ample)).orElse(ample));
    if (pass.made().birth().isPresent()) {
      watching
          .endorsing()
          .condition(pass.id(), pass.health().failures(), c.now, find(before, Type.ENDORSING))
          .ifPresent(all::add);
    }
    all.add(c.reachable());
    return kept(pass, all);
  }

  /** A full quota is a guest's own affair; else what ails its host's disks is said first. */
  private static boolean isOfMoreWeight(Condition quota, Condition ofNodes) {
    return quota.status() == Status.FALSE || ofNodes.status() == Status.TRUE;
  }

  /** With the times of those that are as they were. */
  private static List<Condition> kept(Pass pass, List<Condition> all) {
    return all.stream()
        .map(
            fresh ->
                find(pass.network().conditions(), fresh.type()).map(fresh::after).orElse(fresh))
        .toList();
  }

  /** The conditions of a network that is to stand still: that it does is no trouble. */
  static List<Condition> ofStandstill(Pass pass) {
    Conditions c = new Conditions(pass, List.of());
    List<Condition> all = new ArrayList<>();
    all.add(
        c.of(
            Type.NODES_READY,
            Status.UNKNOWN,
            SUSPENDED,
            pass.network().spec().isGuest()
                ? "It has no nodes of its own; those that it lives on go on, and keep its ledger."
                : "Its nodes are stopped on purpose, and all that they have is kept."));
    all.add(
        c.of(
            Type.PROGRESSING,
            Status.UNKNOWN,
            SUSPENDED,
            pass.network().spec().isGuest()
                ? "Its calls are refused at the gateway while the network is suspended."
                : "No block is made while the network is suspended."));
    CertificatesValid.ofStandstill(pass).ifPresent(all::add);
    // What is full is no emptier when it goes on.
    find(pass.network().conditions(), Type.STORAGE_AMPLE)
        .filter(known -> known.reason().equals(Network.LEDGER_FULL))
        .ifPresent(all::add);
    all.add(c.reachable());
    return kept(pass, all);
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

  private Condition storageAmple(Forecast forecast) {
    String filling = filling(forecast);
    if (!pass.full().isEmpty()) {
      return of(
          Type.STORAGE_AMPLE,
          Status.FALSE,
          "NoRoom",
          "No room at city node " + listed(pass.full()) + "; the operator must make some.");
    }
    long filled = room() / 100 * FILLED;
    String nearlyFull = names(n -> n.storageBytes() >= filled);
    if (!nearlyFull.isEmpty()) {
      return of(
          Type.STORAGE_AMPLE,
          Status.FALSE,
          "NearlyFull",
          "Over " + FILLED + " % of the bought storage is used at: " + nearlyFull + ".");
    }
    return filling.isEmpty()
        ? of(Type.STORAGE_AMPLE, Status.TRUE, "Ample", "Every node has storage left.")
        : of(
            Type.STORAGE_AMPLE,
            Status.TRUE,
            FILLING,
            "Full in two or three weeks at most, if it goes on like that: " + filling + ".");
  }

  private String filling(Forecast forecast) {
    boolean before =
        find(pass.network().conditions(), Type.STORAGE_AMPLE)
            .filter(c -> c.reason().equals(FILLING))
            .isPresent();
    return names(
        n ->
            n.storageBytes() > 0
                && forecast.fillsUp(pass.id(), n.name(), n.storageBytes(), room(), now, before));
  }

  private long room() {
    return pass.ground().network().spec().storageGib() * GIB;
  }

  private Condition reachable() {
    List<CityNodeId> unheard = pass.ground().sights().unheard();
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
