package io.ridgeway.model.network;

/** Whose nodes a network runs on. */
public enum Tier {
  /** The tenant's own nodes. */
  DEDICATED,
  /** A part of nodes that the operator runs for many. */
  SHARED
}
