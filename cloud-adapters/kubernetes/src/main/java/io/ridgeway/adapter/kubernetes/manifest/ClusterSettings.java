package io.ridgeway.adapter.kubernetes.manifest;

import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.place.CityNodeId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the operator says of a cluster, as far as manifests depend on it.
 *
 * @param cityNode the city node that the cluster is
 * @param images what runs for each software
 * @param allowTags whether an image without a digest may run
 * @param registryMirror a registry that has every image under its own path, in place of the image's
 * @param storageClass of volumes; the cluster's default if not given
 * @param exposure how ports are reached from outside
 * @param gatewayNamespace labels of the namespace that Ridgeway's gateway runs in, where that is in
 *     this cluster: it then reaches {@code GATEWAY} ports inside, and nobody does from outside.
 *     Empty where it runs elsewhere
 * @param scheduling which machines take pods
 * @param closed address ranges (CIDR) that nodes may not call: the pods' and services' own, so that
 *     networks don't reach each other, and the provider's metadata address
 * @param cpuBurst how many times its request a node may use of the processor, while others leave it
 * @param tenantImages how images of tenants are run, if they are
 */
public record ClusterSettings(
    CityNodeId cityNode,
    Map<Software, Image> images,
    boolean allowTags,
    Optional<String> registryMirror,
    Optional<String> storageClass,
    ExposureStrategy exposure,
    Map<String, String> gatewayNamespace,
    Scheduling scheduling,
    List<String> closed,
    int cpuBurst,
    Optional<TenantImages> tenantImages) {
  /** Where no images of tenants are run. */
  public ClusterSettings(
      CityNodeId cityNode,
      Map<Software, Image> images,
      boolean allowTags,
      Optional<String> registryMirror,
      Optional<String> storageClass,
      ExposureStrategy exposure,
      Map<String, String> gatewayNamespace,
      Scheduling scheduling,
      List<String> closed,
      int cpuBurst) {
    this(
        cityNode,
        images,
        allowTags,
        registryMirror,
        storageClass,
        exposure,
        gatewayNamespace,
        scheduling,
        closed,
        cpuBurst,
        Optional.empty());
  }

  /** The same, but that it runs images of tenants so. */
  public ClusterSettings running(TenantImages images) {
    return new ClusterSettings(
        cityNode,
        this.images,
        allowTags,
        registryMirror,
        storageClass,
        exposure,
        gatewayNamespace,
        scheduling,
        closed,
        cpuBurst,
        Optional.of(images));
  }

  /** Where clouds tell their machines about themselves, credentials included. */
  public static final String METADATA = "169.254.0.0/16";

  public ClusterSettings {
    images = Map.copyOf(images);
    gatewayNamespace = Collections.unmodifiableMap(new TreeMap<>(gatewayNamespace));
    closed = closed.stream().distinct().sorted().toList();
    if (cpuBurst < 1) {
      throw new IllegalArgumentException("a node may use at least what it requests");
    }
  }

  /** With the defaults of everything else. */
  public static ClusterSettings of(
      CityNodeId cityNode, Map<Software, Image> images, ExposureStrategy exposure) {
    return new ClusterSettings(
        cityNode,
        images,
        false,
        Optional.empty(),
        Optional.empty(),
        exposure,
        Map.of(),
        Scheduling.ANYWHERE,
        List.of(METADATA),
        4);
  }
}
