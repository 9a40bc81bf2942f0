package io.ridgeway.adapter.kubernetes;

import io.ridgeway.adapter.Manifest;
import io.ridgeway.model.deploy.Deployment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What would be applied to an empty namespace, with references in place of secret values. */
record Printing(Cluster cluster) {
  List<Manifest> manifests(Deployment deployment) {
    List<Wanted> wanted =
        new ArrayList<>(
            cluster
                .rendering()
                .members(
                    deployment,
                    List.of(),
                    Set.of(),
                    w -> cluster.manifests().secretReference(deployment, w)));
    List<Wanted> all = new ArrayList<>();
    all.add(cluster.rendering().namespace(deployment.network(), Members.of(wanted)));
    all.addAll(wanted);
    return all.stream()
        .map(
            w ->
                new Manifest(
                    w.key().kind().kind.toLowerCase(Locale.ROOT) + "/" + w.key().name(),
                    cluster.json().asYaml(w.object().get())))
        .toList();
  }
}
