package io.ridgeway.model.network;

import io.ridgeway.model.Ids;

/**
 * A node within its network: role and ordinal, {@code validator-1}. A DNS label of at most 40
 * characters.
 */
public record NodeName(String value) implements Comparable<NodeName> {
  public NodeName {
    Ids.label("node name", value, 40);
  }

  public static NodeName of(String role, int ordinal) {
    return new NodeName(role + "-" + ordinal);
  }

  /** The name without its number: {@code validator}. */
  public String stem() {
    return value.substring(0, dash());
  }

  /**
   * The number at its end.
   *
   * @throws NumberFormatException if the name ends with none
   */
  public int number() {
    return Integer.parseInt(value.substring(dash() + 1));
  }

  private int dash() {
    return Math.max(0, value.lastIndexOf('-'));
  }

  @Override
  public int compareTo(NodeName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
