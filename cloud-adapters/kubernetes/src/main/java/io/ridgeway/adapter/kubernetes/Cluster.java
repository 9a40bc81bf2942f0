package io.ridgeway.adapter.kubernetes;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.ridgeway.adapter.kubernetes.manifest.Manifests;
import io.ridgeway.model.NetworkId;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** What the parts of one adapter share. */
record Cluster(
    KubernetesSettings settings,
    Manifests manifests,
    Rendering rendering,
    KubernetesSerialization json,
    Memory memory,
    Fences fences,
    Workers workers,
    WriteLocks locks,
    Clock clock) {

  static Cluster of(KubernetesSettings settings, Clock clock) {
    KubernetesSerialization json = lenient();
    Manifests manifests = new Manifests(settings.cluster());
    return new Cluster(
        settings,
        manifests,
        new Rendering(manifests, json),
        json,
        new Memory(),
        new Fences(settings.system(), settings.cityNode(), json),
        new Workers("kubernetes-" + settings.cityNode()),
        new WriteLocks(),
        clock);
  }

  private static KubernetesSerialization lenient() {
    ObjectMapper mapper = new ObjectMapper();
    // An empty list of metadata comes as null, which the client library doesn't expect.
    mapper.configOverride(List.class).setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY));
    return new KubernetesSerialization(mapper, true);
  }

  /** Until when a call that begins now must have ended. */
  Deadline deadline() {
    return Deadline.in(clock, settings.callTimeout());
  }

  /** The network's namespace, if one of ours is there. */
  static Optional<Seen> namespace(Sights sights, NetworkId network) {
    return sights.find(Key.namespace(Manifests.namespaceName(network)));
  }

  /** What is declared in the network's namespaces. */
  static Members members(Sights sights, NetworkId network) {
    return Spaces.of(sights, network).stream()
        .map(n -> Members.parse(n.key().name(), n.note(Notes.MEMBERS)))
        .reduce(Members.NONE, Members::and);
  }
}
