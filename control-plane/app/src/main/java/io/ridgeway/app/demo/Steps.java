package io.ridgeway.app.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/**
 * Runs the steps of a journey one after another, prints each with its time, and keeps the report.
 */
public final class Steps {
  private final PrintStream out;
  private final long began = System.nanoTime();
  private final List<Step> done = new ArrayList<>();

  public Steps(PrintStream out) {
    this.out = out;
  }

  /** One step as it went. */
  public record Step(String name, double seconds, boolean ok, String detail) {}

  /** A step that failed; the journey ends there. */
  public static final class StepFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StepFailed(String name, Exception cause) {
      super(name + ": " + cause.getMessage(), cause);
    }
  }

  /**
   * Runs one step.
   *
   * @param work gives the step's detail, one line
   */
  void step(String name, Callable<String> work) {
    out.println("· " + name);
    long start = System.nanoTime();
    try {
      String detail = work.call();
      finish(new Step(name, since(start), true, detail));
    } catch (Exception e) {
      finish(new Step(name, since(start), false, String.valueOf(e.getMessage())));
      throw new StepFailed(name, e);
    }
  }

  /** Prints a line that belongs to the step under way. */
  void note(String text) {
    out.println("    " + text);
  }

  private void finish(Step step) {
    done.add(step);
    out.printf(
        Locale.ROOT,
        "%s %-34s %6.2f s  %s%n",
        step.ok() ? "✓" : "✗",
        step.name(),
        step.seconds(),
        step.detail());
  }

  /** Whether every step so far went well, and there was one. */
  public boolean ok() {
    return !done.isEmpty() && done.stream().allMatch(Step::ok);
  }

  public List<Step> done() {
    return List.copyOf(done);
  }

  public double totalSeconds() {
    return since(began);
  }

  /** Writes the report: {@code ok, totalSeconds, steps: [{name, seconds, ok, detail}]}. */
  public void report(Path file) {
    ObjectMapper json = new ObjectMapper();
    ObjectNode report = json.createObjectNode();
    report.put("ok", ok());
    report.put("totalSeconds", rounded(totalSeconds()));
    var steps = report.putArray("steps");
    for (Step step : done) {
      steps
          .addObject()
          .put("name", step.name())
          .put("seconds", rounded(step.seconds()))
          .put("ok", step.ok())
          .put("detail", step.detail());
    }
    try {
      if (file.toAbsolutePath().getParent() != null) {
        Files.createDirectories(file.toAbsolutePath().getParent());
      }
      Files.write(file, json.writerWithDefaultPrettyPrinter().writeValueAsBytes(report));
    } catch (IOException e) {
      throw new UncheckedIOException("the report " + file + " can't be written", e);
    }
  }

  private static double since(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static double rounded(double seconds) {
    return Math.round(seconds * 1000) / 1000.0;
  }
}
