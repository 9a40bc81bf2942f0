package io.ridgeway.adapter.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Asks a cluster what a city node needs of it. Nothing is written. */
record Checks(Cluster cluster, Connection to, Deadline deadline) {
  private static final int OLDEST_MINOR = 27;
  private static final List<String> WATCHED = List.of("list", "watch");
  private static final List<String> WRITTEN =
      List.of("get", "list", "watch", "create", "patch", "delete");

  List<String> findings() {
    List<String> findings = new ArrayList<>();
    version().ifPresent(findings::add);
    findings.addAll(permissions());
    storageClass().ifPresent(findings::add);
    if (findings.isEmpty()) {
      to.watches().trouble().ifPresent(findings::add);
    }
    return findings;
  }

  private Optional<String> version() {
    JsonNode version = to.api().get("/version", deadline).orElseThrow();
    String minor = version.path("minor").asText("0").replaceAll("[^0-9].*", "");
    return Integer.parseInt(minor) < OLDEST_MINOR
        ? Optional.of(
            "The cluster is Kubernetes "
                + version.path("gitVersion").asText()
                + "; 1."
                + OLDEST_MINOR
                + " or newer is needed.")
        : Optional.empty();
  }

  /** Group and resource, with the verbs that are used. */
  private Map<String, List<String>> needs() {
    Map<String, List<String>> needs = new LinkedHashMap<>();
    needs.put("/namespaces", WRITTEN);
    for (Kind kind : Kind.MEMBERS) {
      if (kind != Kind.TLS_ROUTE) {
        needs.put(kind.group() + "/" + kind.plural, WRITTEN);
      }
    }
    needs.put(
        "/configmaps", List.of("get", "list", "watch", "create", "update", "patch", "delete"));
    needs.put("/pods", List.of("get", "list", "watch", "delete"));
    needs.put("/pods/log", List.of("get"));
    needs.put("/pods/portforward", List.of("create"));
    if (cluster.settings().volumeFiles()) {
      needs.put("/pods/exec", List.of("get", "create"));
    }
    needs.put("/nodes", WATCHED);
    return needs;
  }

  /** Asked several at a time, since one after another they would take a call's whole time. */
  private List<String> permissions() {
    Map<String, Boolean> allowed = new ConcurrentHashMap<>();
    List<Runnable> questions = new ArrayList<>();
    needs()
        .forEach(
            (what, verbs) ->
                verbs.forEach(
                    verb ->
                        questions.add(
                            () -> allowed.put(verb + " " + what, isAllowed(what, verb)))));
    cluster.workers().all(questions);
    return needs().entrySet().stream()
        .flatMap(n -> permission(n.getKey(), n.getValue(), allowed).stream())
        .toList();
  }

  private static Optional<String> permission(
      String what, List<String> verbs, Map<String, Boolean> allowed) {
    String group = what.substring(0, what.indexOf('/'));
    String resource = what.substring(what.indexOf('/') + 1);
    List<String> missing =
        verbs.stream().filter(verb -> !allowed.getOrDefault(verb + " " + what, false)).toList();
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Ridgeway's account in the cluster lacks "
                + String.join(", ", missing)
                + " on "
                + resource
                + (group.isEmpty() ? "" : "." + group)
                + " in all namespaces; grant it."
                + (resource.equals(Kind.JOB.plural)
                    ? " Until then a network that has tasks can't run here; others can."
                    : ""));
  }

  private boolean isAllowed(String what, String verb) {
    String group = what.substring(0, what.indexOf('/'));
    String resource = what.substring(what.indexOf('/') + 1);
    int slash = resource.indexOf('/');
    String main = slash < 0 ? resource : resource.substring(0, slash);
    String sub = slash < 0 ? "" : resource.substring(slash + 1);
    String review =
        "{\"apiVersion\":\"authorization.k8s.io/v1\",\"kind\":\"SelfSubjectAccessReview\",\"spec\":"
            + "{\"resourceAttributes\":{\"group\":\"%s\",\"resource\":\"%s\",\"subresource\":\"%s\",\"verb\":\"%s\"}}}";
    return to.api()
        .review(
            "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
            String.format(review, group, main, sub, verb),
            deadline)
        .path("status")
        .path("allowed")
        .asBoolean(false);
  }

  Optional<String> storageClass() {
    Optional<String> name = cluster.settings().cluster().storageClass();
    try {
      if (name.isPresent()) {
        return to.api()
                .get("/apis/storage.k8s.io/v1/storageclasses/" + name.get(), deadline)
                .isPresent()
            ? Optional.empty()
            : Optional.of(
                "There is no storage class "
                    + name.get()
                    + " in the cluster: make it, or name another in storageClass.");
      }
      JsonNode classes =
          to.api().get("/apis/storage.k8s.io/v1/storageclasses", deadline).orElseThrow();
      for (JsonNode one : classes.path("items")) {
        if (one.path("metadata")
            .path("annotations")
            .path("storageclass.kubernetes.io/is-default-class")
            .asBoolean(false)) {
          return Optional.empty();
        }
      }
      return Optional.of("The cluster has no default storage class: name one in storageClass.");
    } catch (ApiRefusal e) {
      return Optional.of(
          "The storage classes can't be read: grant get and list on"
              + " storageclasses.storage.k8s.io.");
    }
  }
}
