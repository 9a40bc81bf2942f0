package io.ridgeway.adapter.kubernetes.manifest;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.place.Resources;
import java.util.Map;
import java.util.TreeMap;

/** What a node asks for and may use. */
final class Sizes {
  /** Of the scratch directory, which is all of the machine's own disk that a pod may write. */
  static final int TMP_MIB = 256;

  /** The scratch directory and the container's log files. */
  static final int EPHEMERAL_MIB = 512;

  private static final int EPHEMERAL_REQUEST_MIB = 64;
  private static final int MIB_PER_GIB = 1_024;

  private Sizes() {}

  static Map<String, Quantity> requests(Workload workload) {
    return of(
        workload.resources().cpuMillis(), workload.resources().memoryMib(), EPHEMERAL_REQUEST_MIB);
  }

  /** Memory isn't overcommitted: a node that is killed for its neighbour's is a node lost. */
  static Map<String, Quantity> limits(ClusterSettings settings, Workload workload) {
    return of(
        cpuLimit(settings, workload.resources()), workload.resources().memoryMib(), EPHEMERAL_MIB);
  }

  /** Makes room for a scratch volume, which is of the machine's own disk too. */
  static void scratch(ResourceRequirements of, long gib) {
    if (gib > 0) {
      long mib = gib * MIB_PER_GIB;
      of.getRequests().put("ephemeral-storage", memory(EPHEMERAL_REQUEST_MIB + mib));
      of.getLimits().put("ephemeral-storage", memory(EPHEMERAL_MIB + mib));
    }
  }

  static long cpuLimit(ClusterSettings settings, Resources resources) {
    return resources.cpuMillis() * settings.cpuBurst();
  }

  static Quantity cpu(long millis) {
    return millis % 1000 == 0
        ? new Quantity(Long.toString(millis / 1000))
        : new Quantity(millis + "m");
  }

  static Quantity memory(long mib) {
    return mib % 1024 == 0 ? new Quantity(mib / 1024 + "Gi") : new Quantity(mib + "Mi");
  }

  private static Map<String, Quantity> of(long cpuMillis, long memoryMib, long ephemeralMib) {
    Map<String, Quantity> quantities = new TreeMap<>();
    quantities.put("cpu", cpu(cpuMillis));
    quantities.put("memory", memory(memoryMib));
    quantities.put("ephemeral-storage", memory(ephemeralMib));
    return quantities;
  }
}
