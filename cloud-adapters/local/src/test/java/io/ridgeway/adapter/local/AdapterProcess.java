package io.ridgeway.adapter.local;

import io.ridgeway.adapter.AdapterContext;
import io.ridgeway.adapter.CloudAdapter;
import io.ridgeway.adapter.Observation.Phase;
import io.ridgeway.adapter.TaskState;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.deploy.Fence;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An application that opens an adapter and runs two nodes, and two tasks if it is asked to, until
 * it is killed.
 */
final class AdapterProcess {
  private AdapterProcess() {}

  /** Takes the network and the configuration, as a map prints itself. */
  public static void main(String[] arguments) throws InterruptedException {
    NetworkId network = new NetworkId(arguments[0]);
    String settings = arguments[1].substring(1, arguments[1].length() - 1);
    Map<String, String> configuration =
        Stream.of(settings.split(", "))
            .map(s -> s.split("=", 2))
            .collect(Collectors.toMap(s -> s[0], s -> s[1]));
    CloudAdapter adapter =
        new LocalCloudAdapterProvider()
            .open(AdapterContext.of(LocalTestCityNode.ID, configuration));
    adapter.apply(
        new Deployment(
                network,
                LocalTestCityNode.ID,
                List.of(Stage.serving(Stage.A), Stage.serving(Stage.B)))
            .running(arguments.length > 2 ? List.of(Stage.LATE, Stage.ENDLESS) : List.of()),
        new Fence(1),
        key -> new byte[32]);
    while (!adapter.observe(network).workloads().stream().allMatch(w -> w.phase() == Phase.RUNNING)
        || adapter.observe(network).tasks().stream()
            .anyMatch(t -> t.state() instanceof TaskState.Waiting)) {
      Thread.sleep(20);
    }
    System.out.println("running");
    Thread.sleep(60_000);
  }
}
