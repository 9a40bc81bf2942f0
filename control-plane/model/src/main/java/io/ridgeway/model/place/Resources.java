package io.ridgeway.model.place;

/**
 * What a node needs or a place has.
 *
 * @param cpuMillis thousandths of a core
 * @param memoryMib memory in MiB
 * @param storageGib persistent storage in GiB
 */
public record Resources(long cpuMillis, long memoryMib, long storageGib) {
  public static final Resources NONE = new Resources(0, 0, 0);

  public Resources {
    if (cpuMillis < 0 || memoryMib < 0 || storageGib < 0) {
      throw new IllegalArgumentException("resources can't be negative");
    }
  }

  public Resources plus(Resources other) {
    return new Resources(
        cpuMillis + other.cpuMillis, memoryMib + other.memoryMib, storageGib + other.storageGib);
  }

  /** Whether {@code needed} fits into this. */
  public boolean covers(Resources needed) {
    return cpuMillis >= needed.cpuMillis
        && memoryMib >= needed.memoryMib
        && storageGib >= needed.storageGib;
  }
}
