package io.ridgeway.adapter.kubernetes.manifest;

import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.Task;
import io.ridgeway.model.deploy.Workload;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.CityNodeId;
import java.util.Map;
import java.util.TreeMap;

/** The names by which objects are told to be ours, and whose. */
public final class Labels {
  public static final String MANAGED_BY = "app.kubernetes.io/managed-by";
  public static final String RIDGEWAY = "ridgeway";

  /** On every object, the namespace included. */
  public static final String NETWORK = "ridgeway.io/network";

  public static final String CITY_NODE = "ridgeway.io/city-node";

  /** On the namespace of those who run tenants' own code. */
  public static final String HOLDS = "ridgeway.io/holds";

  /** The value of {@link #HOLDS}. */
  public static final String TENANTS_CODE = "tenants-code";

  /** On a pod that another network's nodes call: that network. */
  public static final String CALLED_FROM = "ridgeway.io/called-from";

  /** On the objects of one node, its pod included. */
  public static final String NODE = "ridgeway.io/node";

  /** On a pod that votes: its consensus group. */
  public static final String GROUP = "ridgeway.io/group";

  /** On the objects of one task, its pods included: its name. They have no {@link #NODE}. */
  public static final String TASK = "ridgeway.io/task";

  public static final String ROLE = "ridgeway.io/role";

  /** On a service: whom it is for, {@code peers} or {@code gateway}. */
  public static final String AUDIENCE = "ridgeway.io/audience";

  /**
   * Annotation of a stateful set or job and its pod: what they were made from, the {@code
   * WorkloadDigest} until it is applied and then a digest of all of the pod's template. A pod whose
   * digest is another waits for its restart.
   */
  public static final String DIGEST = "ridgeway.io/digest";

  private Labels() {}

  /** Of whatever belongs to a network as a whole. */
  static Map<String, String> of(CityNodeId cityNode, NetworkId network) {
    Map<String, String> labels = new TreeMap<>();
    labels.put(MANAGED_BY, RIDGEWAY);
    labels.put(NETWORK, network.value());
    labels.put(CITY_NODE, cityNode.value());
    return labels;
  }

  /** Of whatever belongs to one node, whatever it runs. */
  static Map<String, String> of(CityNodeId cityNode, NetworkId network, NodeName node) {
    Map<String, String> labels = of(cityNode, network);
    labels.put(NODE, node.value());
    return labels;
  }

  /** Of what is made for a workload. */
  static Map<String, String> of(CityNodeId cityNode, NetworkId network, Workload workload) {
    Map<String, String> labels = of(cityNode, network, workload.name());
    labels.put("app.kubernetes.io/name", workload.software().name());
    labels.put("app.kubernetes.io/version", Names.labelValue(workload.software().version()));
    labels.put("app.kubernetes.io/instance", network + "." + workload.name());
    labels.put("app.kubernetes.io/component", Names.labelValue(workload.role()));
    labels.put("app.kubernetes.io/part-of", network.value());
    labels.put(ROLE, Names.labelValue(workload.role()));
    workload.consensusGroup().ifPresent(group -> labels.put(GROUP, Names.labelValue(group)));
    workload.calledFrom().ifPresent(other -> labels.put(CALLED_FROM, other.value()));
    return labels;
  }

  /** Of what is made for a task. */
  static Map<String, String> of(CityNodeId cityNode, NetworkId network, Task task) {
    Map<String, String> labels = of(cityNode, network);
    labels.put(TASK, task.name());
    labels.put("app.kubernetes.io/name", task.software().name());
    labels.put("app.kubernetes.io/version", Names.labelValue(task.software().version()));
    labels.put("app.kubernetes.io/instance", network + "." + task.nodeName());
    labels.put("app.kubernetes.io/component", "task");
    labels.put("app.kubernetes.io/part-of", network.value());
    return labels;
  }

  /** What selects the pods of one task. */
  static Map<String, String> selector(NetworkId network, Task task) {
    return new TreeMap<>(Map.of(NETWORK, network.value(), TASK, task.name()));
  }

  /** What selects all pods of a network in its namespace. */
  static Map<String, String> selector(NetworkId network) {
    return Map.of(NETWORK, network.value());
  }

  /** What selects the pod of one node. */
  static Map<String, String> selector(NetworkId network, NodeName node) {
    return new TreeMap<>(Map.of(NETWORK, network.value(), NODE, node.value()));
  }
}
