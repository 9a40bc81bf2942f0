package io.ridgeway.adapter.kubernetes;

import io.ridgeway.adapter.Manifest;
import io.ridgeway.adapter.kubernetes.manifest.Manifests;
import io.ridgeway.model.deploy.Deployment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What would be applied, with references in place of secret values. Node ports that were handed out
 * are in it: the network's addresses, which its nodes know of each other, stay.
 */
record Printing(Cluster cluster, Connection to) {
  List<Manifest> manifests(Deployment deployment) {
    Spaces spaces = Spaces.of(to.sights(), deployment);
    List<Wanted> wanted =
        new ArrayList<>(
            cluster
                .rendering()
                .members(
                    spaces,
                    Writer.services(to.sights(), deployment.network()),
                    Writer.takenNodePorts(to, deployment.network()),
                    cluster.rendering().references(deployment)));
    List<Wanted> all = new ArrayList<>();
    for (String name : spaces.namespaces()) {
      all.add(cluster.rendering().namespace(deployment.network(), name, Members.of(wanted)));
    }
    all.addAll(wanted);
    String code = Manifests.codeNamespaceName(deployment.network());
    return all.stream()
        .map(
            w ->
                new Manifest(
                    (w.key().namespace().equals(code) ? "code/" : "")
                        + w.key().kind().kind.toLowerCase(Locale.ROOT)
                        + "/"
                        + w.key().name(),
                    cluster.json().asYaml(w.object().get())))
        .toList();
  }
}
