package io.ridgeway.adapter.kubernetes;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.ridgeway.adapter.Observation.ObservedTask;
import io.ridgeway.adapter.Observation.Phase;
import io.ridgeway.adapter.TaskState;
import io.ridgeway.adapter.kubernetes.manifest.Labels;
import io.ridgeway.adapter.kubernetes.manifest.Manifests;
import io.ridgeway.model.NetworkId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the jobs and pods of a network's tasks mean. */
final class TaskSight {
  private TaskSight() {}

  /** All tasks of a network that have a job, by name. */
  static List<ObservedTask> all(Sights sights, NetworkId network) {
    String namespace = Manifests.namespaceName(network);
    Map<String, ObservedTask> tasks = new TreeMap<>();
    List<Seen> all =
        sights.of(network).stream().filter(s -> s.key().namespace().equals(namespace)).toList();
    for (Seen job : all) {
      if (job.key().kind() == Kind.JOB) {
        String name = label(job);
        if (job.leaving()) {
          tasks.putIfAbsent(
              name,
              new ObservedTask(name, "", new TaskState.Waiting("it is being stopped and removed")));
        } else {
          tasks.put(
              name, new ObservedTask(name, job.note(Labels.DIGEST), state(job, pods(all, job))));
        }
      }
    }
    return List.copyOf(tasks.values());
  }

  private static String label(Seen seen) {
    return Objects.requireNonNullElse(
        seen.object().getMetadata().getLabels().get(Labels.TASK), seen.key().name());
  }

  /** The newest first. */
  private static List<Seen> pods(List<Seen> all, Seen job) {
    return all.stream()
        .filter(s -> s.key().kind() == Kind.POD)
        .filter(s -> label(s).equals(label(job)))
        .filter(s -> s.note(Labels.DIGEST).equals(job.note(Labels.DIGEST)))
        .sorted(Comparator.comparing(Seen::created).reversed())
        .toList();
  }

  private static TaskState state(Seen job, List<Seen> pods) {
    if (condition(job, "Complete").isPresent()) {
      return new TaskState.Succeeded();
    }
    Optional<JobCondition> failed = condition(job, "Failed");
    if (failed.isPresent()) {
      return failed(failed.get(), pods);
    }
    Optional<PodSight> pod =
        pods.stream().filter(p -> !p.leaving() && ended(p).isEmpty()).findFirst().map(PodSight::of);
    boolean atItsEnd =
        pods.stream().flatMap(p -> ended(p).stream()).anyMatch(e -> isZero(e.getExitCode()));
    if (atItsEnd || pod.filter(p -> p.phase() == Phase.RUNNING).isPresent()) {
      return new TaskState.Running();
    }
    String before =
        pods.stream()
            .findFirst()
            .flatMap(TaskSight::ended)
            .map(e -> "it ended with " + e.getExitCode() + " and is run again after a while")
            .orElse("its pod is being made");
    return new TaskState.Waiting(pod.map(PodSight::message).orElse(before));
  }

  private static boolean isZero(@Nullable Integer exitCode) {
    return exitCode != null && exitCode == 0;
  }

  private static TaskState failed(JobCondition why, List<Seen> pods) {
    boolean late = "DeadlineExceeded".equals(why.getReason());
    Optional<ContainerStateTerminated> last =
        pods.stream().flatMap(p -> ended(p).stream()).findFirst();
    OptionalInt code =
        late || last.isEmpty() || last.get().getExitCode() == null
            ? OptionalInt.empty()
            : OptionalInt.of(last.get().getExitCode());
    String said =
        last.map(ContainerStateTerminated::getMessage).filter(Objects::nonNull).orElse("");
    String message =
        late
            ? "it did not succeed in time"
            : "it has no attempt left (" + Objects.requireNonNullElse(why.getReason(), "") + ")";
    return new TaskState.Failed(code, message, said.lines().toList());
  }

  /** Whether both say the same of the task, pods aside. */
  static boolean isLike(Seen one, Seen other) {
    return condition(one, "Complete").isPresent() == condition(other, "Complete").isPresent()
        && condition(one, "Failed").isPresent() == condition(other, "Failed").isPresent();
  }

  private static Optional<JobCondition> condition(Seen job, String type) {
    Job whole = (Job) job.object();
    return whole.getStatus() == null
        ? Optional.empty()
        : whole.getStatus().getConditions().stream()
            .filter(c -> type.equals(c.getType()) && "True".equals(c.getStatus()))
            .findFirst();
  }

  private static Optional<ContainerStateTerminated> ended(Seen pod) {
    Pod whole = (Pod) pod.object();
    return whole.getStatus() == null
        ? Optional.empty()
        : whole.getStatus().getContainerStatuses().stream()
            .map(ContainerStatus::getState)
            .filter(s -> s != null && s.getTerminated() != null)
            .map(s -> s.getTerminated())
            .findFirst();
  }
}
