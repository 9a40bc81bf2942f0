package io.ridgeway.model.place;

import io.ridgeway.model.Ids;

/**
 * A city node's name: a DNS label of at most 40 characters that the operator chooses, {@code
 * local-1}.
 */
public record CityNodeId(String value) implements Comparable<CityNodeId> {
  public CityNodeId {
    Ids.label("city node", value, 40);
  }

  @Override
  public int compareTo(CityNodeId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
