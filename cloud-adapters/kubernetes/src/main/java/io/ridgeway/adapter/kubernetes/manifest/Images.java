package io.ridgeway.adapter.kubernetes.manifest;

import io.ridgeway.adapter.AdapterException.SoftwareUnavailable;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.deploy.Workload;

/** Which image runs for a software here. */
final class Images {
  private Images() {}

  /** What runs for a workload: of a tenant's own code, what the tenant brought. */
  static Image of(ClusterSettings settings, Workload workload) {
    return workload
        .code()
        .map(code -> TenantImages.of(settings, workload, code))
        .map(image -> settings.registryMirror().map(image::from).orElse(image))
        .orElseGet(() -> of(settings, workload.software()));
  }

  static Image of(ClusterSettings settings, Software software) {
    Image image = settings.images().get(software);
    if (image == null) {
      throw new SoftwareUnavailable(
          "City node "
              + settings.cityNode()
              + " has no image for "
              + software
              + ": add one to its images.");
    }
    if (!image.pinned() && !settings.allowTags()) {
      throw new SoftwareUnavailable(
          "The image of "
              + software
              + " at city node "
              + settings.cityNode()
              + " has no digest, so it may change unseen: lock it to name@sha256:…, or allow tags.");
    }
    return settings.registryMirror().map(image::from).orElse(image);
  }
}
