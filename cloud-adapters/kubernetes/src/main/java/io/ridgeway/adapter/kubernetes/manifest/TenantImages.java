package io.ridgeway.adapter.kubernetes.manifest;

import io.ridgeway.adapter.AdapterException.Undeclared;
import io.ridgeway.model.deploy.ForeignCode;
import io.ridgeway.model.deploy.Workload;
import java.util.Optional;

/**
 * How images that tenants brought are run: nobody here knows what they do, so they call nobody.
 *
 * @param runtimeClass the RuntimeClass of a sandbox that they run in, where the cluster has one
 */
public record TenantImages(Optional<String> runtimeClass) {
  /** The image of a workload that runs a tenant's code. */
  static Image of(ClusterSettings settings, Workload workload, ForeignCode code) {
    if (settings.tenantImages().isEmpty() || code.kind() != ForeignCode.Kind.IMAGE) {
      throw new Undeclared(
          workload.name()
              + " runs a tenant's own code: city node "
              + settings.cityNode()
              + " runs that only as an image, and only with setting tenantImages.");
    }
    return new Image(code.reference());
  }

  /** The sandbox of a workload, if it runs a tenant's code and there is one. */
  static Optional<String> sandbox(ClusterSettings settings, Workload workload) {
    return workload
        .code()
        .flatMap(code -> settings.tenantImages())
        .flatMap(TenantImages::runtimeClass);
  }
}
