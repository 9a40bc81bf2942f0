package io.ridgeway.adapter;

import io.ridgeway.model.network.NodeName;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A file or directory of a node's volume. It can't name anything beyond the volume.
 *
 * @param volume as the workload declares it
 * @param path from the volume's root, parts joined by {@code /}: {@code snapshots/completed}
 */
public record VolumePath(NodeName node, String volume, String path) {
  private static final Pattern PART = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");
  private static final int MOST_PARTS = 12;

  public VolumePath {
    List<String> parts = List.of(path.split("/", -1));
    if (parts.size() > MOST_PARTS || !parts.stream().allMatch(p -> PART.matcher(p).matches())) {
      throw new IllegalArgumentException(
          "a path in a volume is "
              + MOST_PARTS
              + " plain names at most, joined by /, and none of them begins with a dot");
    }
    if (!PART.matcher(volume).matches()) {
      throw new IllegalArgumentException("a volume has a plain name");
    }
  }

  /** One beneath it. */
  public VolumePath child(String name) {
    return new VolumePath(node, volume, path + "/" + name);
  }

  /** Its parts, in order. */
  public List<String> parts() {
    return List.of(path.split("/", -1));
  }

  @Override
  public String toString() {
    return volume + "/" + path + " of " + node;
  }
}
