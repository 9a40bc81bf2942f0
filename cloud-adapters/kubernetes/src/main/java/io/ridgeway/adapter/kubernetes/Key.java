package io.ridgeway.adapter.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Objects;

/** One object of the cluster, by name. */
record Key(Kind kind, String namespace, String name) {
  static Key of(Kind kind, HasMetadata object) {
    return new Key(
        kind,
        Objects.requireNonNullElse(object.getMetadata().getNamespace(), ""),
        object.getMetadata().getName());
  }

  static Key namespace(String name) {
    return new Key(Kind.NAMESPACE, "", name);
  }

  String path() {
    return kind.path(namespace) + "/" + name;
  }

  /** For people. */
  @Override
  public String toString() {
    return kind.kind + " " + (namespace.isEmpty() ? "" : namespace + "/") + name;
  }
}
