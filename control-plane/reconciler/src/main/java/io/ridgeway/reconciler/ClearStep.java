package io.ridgeway.reconciler;

import static java.util.stream.Collectors.joining;

import io.ridgeway.adapter.Observation;
import io.ridgeway.adapter.Observation.ObservedTask;
import io.ridgeway.adapter.Observation.Phase;
import io.ridgeway.adapter.TaskState;
import io.ridgeway.adapter.WorkloadDigest;
import io.ridgeway.framework.Clearing;
import io.ridgeway.framework.Hosting;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.framework.NetworkPlan.PlannedNode;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.deploy.Task;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.network.Operation.StepState;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rids a host's nodes of what deleted guests left there, one node at a time: it is stopped while
 * all others run and answer, runs on its volumes remove one guest after the other, and it is
 * started and waited for before the next one.
 *
 * <p>Where it stands is seen at the city nodes: a node that stands still is the one whose turn it
 * is, its runs say how far that is, and what a node that runs still holds it says itself. If it
 * can't go on, the operation fails, and the network's upkeep starts whoever stands still.
 */
final class ClearStep implements Step {
  static final String NAME = "clear";

  /** How long somebody who is away is waited for, as nothing else is done meanwhile. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** Since when it waits: kept in what it says, so that whoever goes on after a crash knows. */
  private static final Pattern SINCE = Pattern.compile(" \\(waits since (\\S+)\\)$");

  @Override
  public String name() {
    return NAME;
  }

  /** It is kept with the note of who is gone, so that a window is closed once. */
  @Override
  public boolean isDone(Pass pass) {
    return pass.operation().stream()
        .flatMap(operation -> operation.steps().stream())
        .anyMatch(step -> step.name().equals(NAME) && step.state() == StepState.DONE);
  }

  @Override
  public Outcome perform(Pass pass) {
    Optional<Clearing> clearing = pass.pack().hosting().flatMap(Hosting::clearing);
    if (clearing.isEmpty()) {
      return fail(pass, "Its framework leaves nothing that could be removed in a window.");
    }
    return new Turn(pass, Windows.of(pass), clearing.get()).go();
  }

  /** Ends it as failed; whoever stands still is started by the next pass. */
  static Waiting fail(Pass pass, String why) {
    pass.progress(o -> Progress.failed(o, why, pass.now()));
    pass.keep();
    return new Waiting(why, Pace.SOON);
  }

  /** What is to be done in this pass. */
  private static final class Turn {
    private final Pass pass;
    private final Windows window;
    private final Clearing clearing;
    private final SortedSet<NetworkId> guests;
    private final List<NodeName> holders;

    Turn(Pass pass, Windows window, Clearing clearing) {
      this.pass = pass;
      this.window = window;
      this.clearing = clearing;
      this.guests = window.guests();
      this.holders =
          pass.plan().nodes().stream()
              .filter(node -> node.stays() && clearing.roles().contains(node.role()))
              .map(PlannedNode::name)
              .sorted()
              .toList();
    }

    Outcome go() {
      String unheard = pass.sights().whyUnheard();
      if (!unheard.isEmpty()) {
        return window.isOver()
            ? over("a city node isn't heard")
            : waits(unheard, Pace.PATIENT, nobodyIsStill());
      }
      for (Deployment deployment : pass.deployments()) {
        for (NodeName node : holders) {
          if (isStill(deployment, node)) {
            return clear(deployment, node);
          }
        }
      }
      return next();
    }

    private boolean nobodyIsStill() {
      return pass.deployments().stream()
          .noneMatch(d -> holders.stream().anyMatch(node -> isStill(d, node)));
    }

    private boolean isStill(Deployment deployment, NodeName node) {
      return pass.sights()
          .find(deployment.cityNode(), node)
          .filter(w -> w.phase() == Phase.STOPPED)
          .isPresent();
    }

    /** Goes on with the node that stands still. */
    private Outcome clear(Deployment deployment, NodeName node) {
      Observation seen = pass.sights().at(deployment.cityNode()).orElseThrow();
      List<Task> tasks = new ArrayList<>();
      for (NetworkId guest : guests) {
        Task task = clearing.task(workload(deployment, node), guest);
        tasks.add(task);
        Optional<TaskState> state = state(seen, task);
        if (state.isEmpty()) {
          apply(alone(deployment, node, true).running(tasks));
          return soon(node, "removes " + guest);
        }
        if (!state.get().ended()) {
          return soon(node, "removes " + guest + how(state.get()));
        }
        if (state.get() instanceof TaskState.Failed failed && !clearing.wasGone(failed.output())) {
          return fail(
              pass,
              "Channel data of "
                  + guest
                  + " could not be removed at "
                  + node
                  + ": "
                  + failed.message()
                  + failed.output().stream().reduce((a, b) -> b).map(l -> ": " + l).orElse(""));
        }
      }
      apply(alone(deployment, node, false));
      return new Step.Waiting(returning(node), Pace.SOON);
    }

    private static Optional<TaskState> state(Observation seen, Task task) {
      return seen.task(task.name())
          .filter(t -> t.digest().equals(WorkloadDigest.of(task)))
          .map(ObservedTask::state);
    }

    private static String how(TaskState state) {
      return state instanceof TaskState.Waiting waiting ? " (" + waiting.message() + ")" : "";
    }

    /** Stops the first that holds something, once all others are well. */
    private Outcome next() {
      Map<NodeName, Set<NetworkId>> held = held();
      Optional<NodeName> first =
          holders.stream().filter(n -> !held.getOrDefault(n, Set.of()).isEmpty()).findFirst();
      Set<NodeName> missing = missing(held);
      if (first.isEmpty() && missing.isEmpty()) {
        pass.progress(o -> Progress.done(o, NAME, pass.now()));
        window.cleared(guests);
        return new Performed();
      }
      if (window.isOver()) {
        return over(
            first
                .map(n -> n + " still holds something")
                .orElseGet(() -> listed(missing) + " didn't answer"));
      }
      if (!missing.isEmpty()) {
        return waits(
            "Waits for " + listed(missing) + ", since one node at a time may be away.",
            Pace.SOON,
            true);
      }
      NodeName node = first.orElseThrow();
      if (pass.operation().stream()
          .flatMap(o -> o.steps().stream())
          .anyMatch(s -> s.name().equals(NAME) && s.message().startsWith(returning(node)))) {
        return fail(pass, node + " still holds what was removed there; its log says more.");
      }
      for (Deployment deployment : pass.deployments()) {
        if (deployment.workloads().stream().anyMatch(w -> w.name().equals(node))) {
          apply(alone(deployment, node, true));
        }
      }
      return soon(node, "stops");
    }

    /** Who should run and answer, and doesn't. */
    private Set<NodeName> missing(Map<NodeName, Set<NetworkId>> held) {
      Set<NodeName> missing = new TreeSet<>(holders);
      Map<NodeName, Long> heights = pass.health().heights();
      missing.removeIf(n -> held.containsKey(n) && heights.containsKey(n));
      pass.plan().nodes().stream()
          .filter(PlannedNode::stays)
          .map(PlannedNode::name)
          .filter(n -> !runs(n))
          .forEach(missing::add);
      return missing;
    }

    private boolean runs(NodeName node) {
      return pass.sights()
          .seen()
          .flatMap(o -> o.find(node).stream())
          .anyMatch(w -> w.phase() == Phase.RUNNING);
    }

    private Map<NodeName, Set<NetworkId>> held() {
      Optional<LedgerEndpoints> nodes = Ledger.administered(pass);
      return nodes.isEmpty() ? Map.of() : clearing.held(nodes.get(), guests);
    }

    private static Workload workload(Deployment deployment, NodeName node) {
      return deployment.workloads().stream()
          .filter(w -> w.name().equals(node))
          .findFirst()
          .orElseThrow();
    }

    /** The deployment in which nobody but that node is changed. */
    private static Deployment alone(Deployment all, NodeName node, boolean still) {
      Set<NodeName> others = new TreeSet<>(all.workloads().stream().map(Workload::name).toList());
      others.remove(node);
      Deployment alone = all.leaving(others);
      return still ? alone.stopping(Set.of(node)) : alone;
    }

    private void apply(Deployment deployment) {
      ApplyStep.apply(pass, deployment);
      pass.lookAgain();
    }

    private Step.Waiting over(String why) {
      return fail(pass, "The window is over: " + why + ". What is left waits for the next one.");
    }

    private static Step.Waiting soon(NodeName node, String what) {
      return new Step.Waiting(node + ": " + what + ".", Pace.SOON);
    }

    private static String returning(NodeName node) {
      return node + ": starts again.";
    }

    /**
     * The message that tells whose turn it was stays, so that nobody is stopped twice.
     *
     * @param ends whether it is given up after a while
     */
    private Step.Waiting waits(String message, Duration pace, boolean ends) {
      String before =
          pass.operation().stream()
              .flatMap(o -> o.steps().stream())
              .filter(s -> s.name().equals(NAME))
              .map(s -> s.message())
              .findFirst()
              .orElse("");
      Matcher waited = SINCE.matcher(before);
      Instant since =
          waited.find()
              ? Instant.parse(waited.group(1))
              : pass.now().truncatedTo(ChronoUnit.SECONDS);
      if (ends && !pass.now().isBefore(since.plus(PATIENCE))) {
        return fail(
            pass,
            message
                + " It waited since "
                + since
                + " and is given up; open another window once all nodes run and answer.");
      }
      String said =
          holders.stream()
              .map(Turn::returning)
              .filter(before::startsWith)
              .findFirst()
              .orElse(message);
      return new Step.Waiting(said + " (waits since " + since + ")", pace);
    }

    private static String listed(Set<NodeName> nodes) {
      return nodes.stream().map(NodeName::value).collect(joining(", "));
    }
  }
}
