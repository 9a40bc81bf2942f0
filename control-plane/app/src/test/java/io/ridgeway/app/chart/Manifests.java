package io.ridgeway.app.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What the chart rendered, to be looked into. */
record Manifests(List<JsonNode> all) {
  static Manifests of(String values) {
    return parse(Helm.rendered(values));
  }

  static Manifests parse(String text) {
    try {
      List<JsonNode> documents = new ArrayList<>();
      new YAMLMapper()
          .readerFor(JsonNode.class)
          .<JsonNode>readValues(text)
          .forEachRemaining(documents::add);
      documents.removeIf(document -> !document.isObject());
      return new Manifests(documents);
    } catch (IOException e) {
      throw new UncheckedIOException("not YAML", e);
    }
  }

  Stream<JsonNode> kind(String kind) {
    return all.stream().filter(each -> each.path("kind").asText().equals(kind));
  }

  Optional<JsonNode> find(String kind, String name) {
    return kind(kind).filter(each -> name(each).equals(name)).findFirst();
  }

  JsonNode get(String kind, String name) {
    return find(kind, name).orElseThrow(() -> new AssertionError("no " + kind + " " + name));
  }

  static String name(JsonNode manifest) {
    return manifest.path("metadata").path("name").asText();
  }

  /** A pod, and what it is called by what makes it. */
  record Pod(String of, JsonNode labels, JsonNode spec) {
    JsonNode container() {
      return spec.path("containers").path(0);
    }

    /** The secrets that it reads, as variables or files. */
    TreeSet<String> secrets() {
      TreeSet<String> names = new TreeSet<>();
      container()
          .path("env")
          .forEach(env -> add(names, env.path("valueFrom").path("secretKeyRef").path("name")));
      spec.path("volumes").forEach(volume -> add(names, volume.path("secret").path("secretName")));
      return names;
    }

    private static void add(TreeSet<String> names, JsonNode name) {
      if (name.isTextual()) {
        names.add(name.asText());
      }
    }
  }

  /** Every pod that comes of it. */
  List<Pod> pods() {
    return all.stream().flatMap(Manifests::podOf).toList();
  }

  Pod pod(String of) {
    return pods().stream()
        .filter(pod -> pod.of().equals(of))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no pod of " + of));
  }

  private static Stream<Pod> podOf(JsonNode manifest) {
    JsonNode pod =
        manifest.path("kind").asText().equals("Pod")
            ? manifest
            : manifest.path("spec").path("template");
    return pod.path("spec").has("containers")
        ? Stream.of(new Pod(name(manifest), pod.path("metadata").path("labels"), pod.path("spec")))
        : Stream.empty();
  }

  static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }
}
