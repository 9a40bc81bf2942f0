package io.ridgeway.reconciler;

import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.Observation.ObservedWorkload;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.reconciler.place.Site;

/**
 * What everybody is told of a city node's trouble: its kind, in our words. An adapter's own words
 * are for operators, since they may hold hosts, paths and names of clusters.
 */
final class Told {
  private Told() {}

  /** An exception of the same kind; the adapter's own is its cause. */
  static AdapterException of(CityNodeId id, AdapterException e) {
    AdapterException told;
    if (e instanceof AdapterException.Unreachable) {
      told = new AdapterException.Unreachable(Site.unheard(id));
    } else if (e instanceof AdapterException.NoRoom) {
      told =
          new AdapterException.NoRoom(
              "City node " + id + " has no room left; the operator must make some.");
    } else if (e instanceof AdapterException.SoftwareUnavailable) {
      told =
          new AdapterException.SoftwareUnavailable(
              "City node "
                  + id
                  + " lacks the software that this network runs on; the operator must provide it.");
    } else if (e instanceof AdapterException.Undeclared) {
      told =
          new AdapterException.Undeclared(
              "City node "
                  + id
                  + " can't do what this network needs; the operator must see to it.");
    } else {
      return e;
    }
    told.initCause(e);
    return told;
  }

  /** Of a node; empty where there is nothing to tell. */
  static String of(ObservedWorkload seen) {
    return switch (seen.phase()) {
      case STARTING -> "It is being prepared or started.";
      case RUNNING ->
          seen.message().isEmpty()
              ? ""
              : "It runs, and there is something that the operator must see to.";
      case BACKING_OFF -> "It ended, and is started again after a while.";
      case STOPPED -> "It stands still.";
      case BLOCKED -> "It can't be started as things are; the operator must see to it.";
    };
  }
}
