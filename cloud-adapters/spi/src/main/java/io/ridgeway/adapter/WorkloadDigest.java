package io.ridgeway.adapter;

import io.ridgeway.model.deploy.Workload;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Tells whether a workload is the one that was applied: SHA-256 over its canonical text, in hex. It
 * covers no secret value.
 */
public final class WorkloadDigest {
  private WorkloadDigest() {}

  /** The digest; equal workloads have equal digests, in every run and version of Java. */
  public static String of(Workload workload) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      // Records print their components in order, and every map of the model is sorted.
      return HexFormat.of()
          .formatHex(sha.digest(workload.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
