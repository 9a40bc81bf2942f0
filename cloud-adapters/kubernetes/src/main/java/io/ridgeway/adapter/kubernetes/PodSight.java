package io.ridgeway.adapter.kubernetes;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.ridgeway.adapter.Observation.Phase;
import io.ridgeway.adapter.kubernetes.manifest.Labels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a pod's status means. Messages say why without times or counts, so that they don't flap.
 *
 * @param digest of the workload that the pod was made from
 * @param restarts of its containers
 * @param ready whether it may get callers
 */
record PodSight(
    String uid,
    String name,
    String digest,
    Phase phase,
    int restarts,
    Instant since,
    String message,
    boolean ready) {
  private static final Set<String> HOPELESS =
      Set.of(
          "ImagePullBackOff",
          "ErrImagePull",
          "ErrImageNeverPull",
          "InvalidImageName",
          "ImageInspectError",
          "RegistryUnavailable",
          "CreateContainerConfigError",
          "CreateContainerError",
          "RunContainerError");

  static PodSight of(Seen seen) {
    Pod pod = (Pod) seen.object();
    PodStatus status = Objects.requireNonNullElseGet(pod.getStatus(), PodStatus::new);
    List<ContainerStatus> containers = new ArrayList<>(status.getInitContainerStatuses());
    containers.addAll(status.getContainerStatuses());
    int restarts = containers.stream().mapToInt(c -> orZero(c.getRestartCount())).sum();
    Told told = seen.leaving() ? leaving(seen) : told(seen, status, containers);
    boolean ready =
        condition(status, "Ready").filter(c -> "True".equals(c.getStatus())).isPresent();
    return new PodSight(
        seen.uid(),
        seen.key().name(),
        seen.note(Labels.DIGEST),
        told.phase,
        restarts,
        told.since,
        told.message,
        ready && !seen.leaving());
  }

  private static Told leaving(Seen seen) {
    return new Told(Phase.STARTING, seen.created(), "its pod is being stopped");
  }

  private static Told told(Seen seen, PodStatus status, List<ContainerStatus> containers) {
    if ("Failed".equals(status.getPhase())) {
      String why = Objects.requireNonNullElse(status.getReason(), "it failed");
      return new Told(Phase.BACKING_OFF, seen.created(), "its pod ended: " + why);
    }
    Optional<PodCondition> scheduled =
        condition(status, "PodScheduled").filter(c -> "False".equals(c.getStatus()));
    if (scheduled.isPresent()) {
      String why = Objects.requireNonNullElse(scheduled.get().getMessage(), "no machine takes it");
      return new Told(Phase.BLOCKED, seen.created(), "no machine takes its pod: " + why);
    }
    for (ContainerStatus container : containers) {
      Optional<Told> told = trouble(seen, container);
      if (told.isPresent()) {
        return told.get();
      }
    }
    List<ContainerStatus> kept = status.getContainerStatuses();
    boolean all = kept.stream().allMatch(c -> running(c) && Boolean.TRUE.equals(c.getStarted()));
    // The last of them: a node runs since all of its pod does.
    return kept.stream()
        .filter(c -> all)
        .map(c -> instant(c.getState().getRunning().getStartedAt()))
        .max(Comparator.naturalOrder())
        .map(since -> new Told(Phase.RUNNING, since, ""))
        .orElseGet(() -> new Told(Phase.STARTING, seen.created(), "its pod is being started"));
  }

  private static boolean running(ContainerStatus container) {
    return container.getState() != null && container.getState().getRunning() != null;
  }

  /** What keeps a container from running, if anything does. */
  private static Optional<Told> trouble(Seen seen, ContainerStatus container) {
    ContainerState state = Objects.requireNonNullElseGet(container.getState(), ContainerState::new);
    if (state.getWaiting() != null) {
      String reason = Objects.requireNonNullElse(state.getWaiting().getReason(), "");
      if (HOPELESS.contains(reason)) {
        return Optional.of(new Told(Phase.BLOCKED, seen.created(), blocked(container, reason)));
      }
      ContainerStateTerminated last =
          container.getLastState() == null ? null : container.getLastState().getTerminated();
      return reason.equals("CrashLoopBackOff")
          ? Optional.of(backingOff(container, last, seen))
          : Optional.empty();
    }
    ContainerStateTerminated ended = state.getTerminated();
    if (ended == null || isPrepared(container, ended)) {
      return Optional.empty();
    }
    return Optional.of(backingOff(container, ended, seen));
  }

  private static boolean isPrepared(ContainerStatus container, ContainerStateTerminated ended) {
    return container.getName().startsWith("prepare-") && Objects.equals(ended.getExitCode(), 0);
  }

  private static Told backingOff(
      ContainerStatus container, @Nullable ContainerStateTerminated ended, Seen seen) {
    String how =
        ended == null
            ? ""
            : " with exit code "
                + ended.getExitCode()
                + ("OOMKilled".equals(ended.getReason())
                    ? " (it used more memory than it may)"
                    : "");
    return new Told(
        Phase.BACKING_OFF,
        ended == null || ended.getFinishedAt() == null
            ? seen.created()
            : instant(ended.getFinishedAt()),
        container.getName() + " ended" + how + " and is started again after a while");
  }

  private static String blocked(ContainerStatus container, String reason) {
    boolean image = reason.contains("Image") || reason.startsWith("Registry");
    return image
        ? "image " + container.getImage() + " can't be had (" + reason + ")"
        : container.getName() + " can't be started (" + reason + ")";
  }

  private static Optional<PodCondition> condition(PodStatus status, String type) {
    return status.getConditions().stream().filter(c -> type.equals(c.getType())).findFirst();
  }

  private static Instant instant(@Nullable String time) {
    return time == null ? Instant.EPOCH : Instant.parse(time);
  }

  private static int orZero(@Nullable Integer number) {
    return number == null ? 0 : number;
  }

  private record Told(Phase phase, Instant since, String message) {}
}
