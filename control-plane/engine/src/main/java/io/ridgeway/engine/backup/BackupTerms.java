package io.ridgeway.engine.backup;

import java.time.Duration;

/**
 * How the operator keeps backups.
 *
 * @param offered whether there is a store for them
 * @param keep for how long each is kept
 * @param mostOfNetwork how many a network has at once
 * @param mostBytesOfNetwork how large all of a network's may be together
 */
public record BackupTerms(
    boolean offered, Duration keep, int mostOfNetwork, long mostBytesOfNetwork) {
  /** Where none are kept. */
  public static final BackupTerms NONE = new BackupTerms(false, Duration.ZERO, 0, 0);
}
