package io.ridgeway.model.place;

/** From where a port is looked at: the same node has another address for each. */
public enum Viewpoint {
  /** From the same city node. */
  INSIDE,
  /** From a node of the network at another city node. */
  OTHER_CITY_NODE,
  /** From Ridgeway's gateway. */
  GATEWAY
}
