package io.ridgeway.app.embedded;

/**
 * The node processes that the local city node runs under a home. They outlive the application on purpose, so
 * stopping everything must stop them too.
 */
@FunctionalInterface
public interface LocalNodes {
  /**
   * Stops the nodes under {@link Home#cityNode()}; their data stay.
   *
   * @return how many were running
   */
  int stopAll(Home home);

  /** For a home that has no local city node. */
  static LocalNodes none() {
    return home -> 0;
  }
}
