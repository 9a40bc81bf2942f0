package io.ridgeway.app.clouds;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a cloud holds of a network, of the kinds that its nodes are made of. */
record InNamespace(KubernetesClient cloud, String network) {
  private static final Set<String> KINDS =
      Set.of("Service", "ServiceAccount", "StatefulSet", "Secret", "NetworkPolicy");

  private String namespace() {
    return "rw-" + network;
  }

  /** Kind and name of each. */
  Set<String> names() {
    List<HasMetadata> there = new ArrayList<>();
    there.addAll(cloud.services().inNamespace(namespace()).list().getItems());
    there.addAll(cloud.apps().statefulSets().inNamespace(namespace()).list().getItems());
    there.addAll(secrets());
    there.addAll(cloud.network().v1().networkPolicies().inNamespace(namespace()).list().getItems());
    cloud.serviceAccounts().inNamespace(namespace()).list().getItems().stream()
        .filter(account -> !account.getMetadata().getName().equals("default"))
        .forEach(there::add);
    return names(there);
  }

  /** The same of what a stream of YAML documents describes, each of which must be an object. */
  Set<String> names(String yaml) {
    return names(
        cloud.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))).items());
  }

  private Set<String> names(Collection<? extends HasMetadata> objects) {
    return objects.stream()
        .filter(object -> KINDS.contains(object.getKind()))
        .filter(object -> namespace().equals(object.getMetadata().getNamespace()))
        .map(object -> object.getKind() + "/" + object.getMetadata().getName())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What its secrets hold, as it is and as an object spells it. */
  List<String> secretValues() {
    List<String> values = new ArrayList<>();
    for (Secret secret : secrets()) {
      for (String encoded : secret.getData().values()) {
        values.add(encoded);
        values.add(new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8).strip());
      }
    }
    return values;
  }

  private List<Secret> secrets() {
    return cloud.secrets().inNamespace(namespace()).list().getItems();
  }
}
