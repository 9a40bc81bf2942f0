package io.ridgeway.adapter.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.util.List;
import java.util.Objects;

/** Keeps of each watched object only what is asked for later, and tells {@link Sights} of it. */
final class SightStore<T extends HasMetadata> extends BasicItemStore<T> {
  private final Kind kind;
  private final Sights sights;

  SightStore(Kind kind, Sights sights) {
    super(Cache::metaNamespaceKeyFunc);
    this.kind = kind;
    this.sights = sights;
  }

  @Override
  public T put(String key, T object) {
    // Before it is shrunk: who wrote which fields is told from what goes.
    sights.put(kind, object);
    shrink(object);
    return super.put(key, object);
  }

  @Override
  public T remove(String key) {
    T removed = super.remove(key);
    if (removed != null) {
      sights.remove(kind, removed);
    }
    return removed;
  }

  private static void shrink(HasMetadata object) {
    object.getMetadata().setManagedFields(List.of());
    if (object instanceof Pod pod && pod.getSpec() != null) {
      pod.getSpec().setVolumes(List.of());
      containers(pod.getSpec().getContainers());
      containers(pod.getSpec().getInitContainers());
    } else if (object instanceof Node node && node.getStatus() != null) {
      node.getStatus().setImages(List.of());
    } else if (object instanceof StatefulSet set && set.getSpec() != null) {
      set.getSpec().setTemplate(null);
    } else if (object instanceof Job job && job.getSpec() != null) {
      job.getSpec().setTemplate(null);
    }
  }

  private static void containers(List<Container> containers) {
    for (Container container : Objects.requireNonNullElse(containers, List.<Container>of())) {
      container.setEnv(List.of());
      container.setArgs(List.of());
      container.setCommand(List.of());
      container.setVolumeMounts(List.of());
      container.setLivenessProbe(null);
      container.setStartupProbe(null);
    }
  }
}
