package io.ridgeway.adapter.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Arrays;
import java.util.List;

/** The kinds of objects that are written, in the order in which they must be there. */
enum Kind {
  NAMESPACE("v1", "Namespace", "namespaces"),
  SERVICE_ACCOUNT("v1", "ServiceAccount", "serviceaccounts"),
  RESOURCE_QUOTA("v1", "ResourceQuota", "resourcequotas"),
  LIMIT_RANGE("v1", "LimitRange", "limitranges"),
  NETWORK_POLICY("networking.k8s.io/v1", "NetworkPolicy", "networkpolicies"),
  SERVICE("v1", "Service", "services"),
  DISRUPTION_BUDGET("policy/v1", "PodDisruptionBudget", "poddisruptionbudgets"),
  CONFIG_MAP("v1", "ConfigMap", "configmaps"),
  SECRET("v1", "Secret", "secrets"),
  CLAIM("v1", "PersistentVolumeClaim", "persistentvolumeclaims"),
  STATEFUL_SET("apps/v1", "StatefulSet", "statefulsets"),
  /** Only where a gateway is shared; the cluster has the kind only if Gateway API is installed. */
  TLS_ROUTE("gateway.networking.k8s.io/v1alpha2", "TLSRoute", "tlsroutes"),
  /** Last: what runs once must not be begun by who has been overtaken. */
  JOB("batch/v1", "Job", "jobs"),
  /** Written by stateful sets and jobs; here it is only watched and taken away. */
  POD("v1", "Pod", "pods"),
  /** Only watched. */
  NODE("v1", "Node", "nodes");

  /** What is written into a network's namespace. */
  static final List<Kind> MEMBERS =
      Arrays.stream(values()).filter(k -> k != NAMESPACE && k != POD && k != NODE).toList();

  final String apiVersion;
  final String kind;
  final String plural;

  Kind(String apiVersion, String kind, String plural) {
    this.apiVersion = apiVersion;
    this.kind = kind;
    this.plural = plural;
  }

  static Kind of(HasMetadata object) {
    return named(object.getKind());
  }

  static Kind named(String kind) {
    return Arrays.stream(values())
        .filter(k -> k.kind.equals(kind))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no object of kind " + kind + " is made"));
  }

  /** The API group, empty for the core's. */
  String group() {
    int slash = apiVersion.indexOf('/');
    return slash < 0 ? "" : apiVersion.substring(0, slash);
  }

  String version() {
    return apiVersion.substring(apiVersion.indexOf('/') + 1);
  }

  boolean namespaced() {
    return this != NAMESPACE && this != NODE;
  }

  /** The path of all of the kind, in a namespace. */
  String path(String namespace) {
    return root() + (namespaced() ? "/namespaces/" + namespace : "") + "/" + plural;
  }

  private String root() {
    return group().isEmpty() ? "/api/v1" : "/apis/" + apiVersion;
  }
}
