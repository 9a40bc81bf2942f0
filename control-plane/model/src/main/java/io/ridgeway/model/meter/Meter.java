package io.ridgeway.model.meter;

/** What is counted, and in which unit; a quantity is in millionths of the unit. */
public enum Meter {
  /** One node that is declared and not deleted, for one hour. */
  NODE_HOURS,
  /** One call that the gateway accepted (an item of a JSON-RPC batch is a call). */
  GATEWAY_CALLS,
  /**
   * The most accepted calls in one second of the interval; intervals are combined by their maximum.
   */
  PEAK_TPS,
  /** One GiB that is provided to a node, used or not, for one month of 730 hours. */
  STORAGE_GIB_MONTHS
}
