package io.ridgeway.adapter.kubernetes.clouds;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is particular about one provider's clusters; its file is {@code NAME.yaml} beside this
 * class.
 *
 * @param name the adapter's name: {@code aws}
 * @param title the provider's own name
 * @param description one sentence for operators
 * @param signIn how one gets in
 * @param defaults settings of the Kubernetes adapter that are usual there; the operator's win
 * @param notes what an operator should know, one sentence each
 * @param source where the facts are from; {@code none} if there are none
 */
record Cloud(
    String name,
    String title,
    String description,
    SignInKind signIn,
    Map<String, String> defaults,
    List<String> notes,
    String source) {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  Cloud {
    defaults = Map.copyOf(defaults);
    notes = List.copyOf(notes);
  }

  /** How one gets in to a provider's clusters. */
  enum SignInKind {
    EKS,
    AKS,
    GKE,
    /** By the cluster's own kubeconfig, as with any other cluster. */
    KUBECONFIG
  }

  static Cloud named(String name) {
    String file = name + ".yaml";
    try (InputStream in = Cloud.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is missing from this adapter's archive");
      }
      Facts facts = YAML.readValue(in, Facts.class);
      return new Cloud(
          name,
          facts.title,
          facts.description,
          facts.signIn,
          facts.defaults,
          facts.notes,
          facts.source);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " can't be read", e);
    }
  }

  /** The operator's settings, with the usual ones where the operator said nothing. */
  Map<String, String> settings(Map<String, String> configuration) {
    Map<String, String> all = new TreeMap<>(defaults);
    all.putAll(configuration);
    return all;
  }

  /** The file as it is written. */
  record Facts(
      String title,
      String description,
      SignInKind signIn,
      Map<String, String> defaults,
      List<String> notes,
      String source) {}
}
