package io.ridgeway.adapter.kubernetes.manifest;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What runs for a software.
 *
 * @param reference {@code docker.io/hyperledger/besu:25.11.0@sha256:…}; without a registry it is
 *     one of {@code docker.io}
 * @param command the program in the image; empty for the image's own entry point
 */
public record Image(String reference, List<String> command) {
  private static final Pattern DIGEST = Pattern.compile(".+@sha256:[0-9a-f]{64}");
  private static final String DEFAULT_REGISTRY = "docker.io";

  public Image {
    if (reference.isBlank() || !reference.equals(reference.strip())) {
      throw new IllegalArgumentException("an image has a reference without blanks around it");
    }
    command = List.copyOf(command);
  }

  /** The image with its own entry point. */
  public Image(String reference) {
    this(reference, List.of());
  }

  /** Whether the reference has a digest, so that it always means the same bytes. */
  public boolean pinned() {
    return DIGEST.matcher(reference).matches();
  }

  /** The same image out of {@code registry}, where a mirror keeps it under its own path. */
  Image from(String registry) {
    return new Image(registry + "/" + path(), command);
  }

  private String path() {
    int slash = reference.indexOf('/');
    String first = slash < 0 ? "" : reference.substring(0, slash);
    if (first.contains(".") || first.contains(":") || first.equals("localhost")) {
      String path = reference.substring(slash + 1);
      return first.equals(DEFAULT_REGISTRY) ? official(path) : path;
    }
    return official(reference);
  }

  /** Docker's registry keeps names without an owner under {@code library}. */
  private static String official(String path) {
    return path.contains("/") ? path : "library/" + path;
  }
}
