package io.ridgeway.adapter;

import io.ridgeway.model.deploy.Task;
import io.ridgeway.model.deploy.Workload;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Tells whether a workload, or a task, is the one that was applied: SHA-256 over its canonical
 * text, in hex. It covers no secret value.
 */
public final class WorkloadDigest {
  private WorkloadDigest() {}

  /** The digest; equal workloads have equal digests, in every run and version of Java. */
  public static String of(Workload workload) {
    // Records print their components in order, and every map of the model is sorted.
    return of(workload.toString());
  }

  /**
   * The digest where settings have a say.
   *
   * @param made what they make of the workload, as canonical text
   */
  public static String of(Workload workload, String made) {
    return of(workload + "\n" + made);
  }

  /**
   * The digest of a task, the same in every version of Ridgeway. No setting has a say in it: what
   * has been run isn't run again because an image has moved.
   */
  public static String of(Task task) {
    return of(TaskText.of(task));
  }

  private static String of(String text) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
