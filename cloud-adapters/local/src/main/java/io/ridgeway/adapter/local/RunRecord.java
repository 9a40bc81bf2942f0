package io.ridgeway.adapter.local;

import java.nio.file.Files;
import java.time.Instant;
import java.util.Optional;

/**
 * What was started of a workload. It is written before each start, and again when the process is
 * known.
 *
 * @param format of the file; 1
 * @param launch of the last start
 * @param digest of the workload that was started
 * @param starts how often it has been
 * @param process the last one, once known
 * @param startedAt when, in milliseconds since 1970
 * @param runningSince since when it was well, in milliseconds since 1970, if it was
 */
record RunRecord(
    int format,
    String launch,
    String digest,
    int starts,
    Optional<ProcessIdentity> process,
    long startedAt,
    Optional<Long> runningSince) {
  static final RunRecord NEVER = new RunRecord(1, "", "", 0, Optional.empty(), 0, Optional.empty());

  /** The one on disk. */
  static RunRecord read(NodeDirectory directory) {
    return Files.exists(directory.run()) ? Json.read(directory.run(), RunRecord.class) : NEVER;
  }

  RunRecord intending(String newLaunch, String newDigest, Instant now) {
    return new RunRecord(
        format,
        newLaunch,
        newDigest,
        starts,
        Optional.empty(),
        now.toEpochMilli(),
        Optional.empty());
  }

  RunRecord started(ProcessIdentity identity) {
    return new RunRecord(
        format, launch, digest, starts + 1, Optional.of(identity), startedAt, Optional.empty());
  }

  RunRecord running(Instant since) {
    return new RunRecord(
        format, launch, digest, starts, process, startedAt, Optional.of(since.toEpochMilli()));
  }

  int restarts() {
    return Math.max(0, starts - 1);
  }
}
