package io.ridgeway.adapter.kubernetes.manifest;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.ridgeway.model.network.NodeName;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What one container of a pod mounts, and the pod's volumes for it.
 *
 * @param prefix what their names in the pod begin with
 */
record PodVolumes(NodeFiles files, String prefix) {
  static final String TMP = "/tmp";

  List<VolumeMount> mounts() {
    List<VolumeMount> mounts = new ArrayList<>();
    mounts.add(new VolumeMountBuilder().withName(prefix + "tmp").withMountPath(TMP).build());
    files
        .configMapName()
        .ifPresent(name -> mounts.add(readOnly(prefix + "files", NodeFiles.FILES)));
    files
        .secretName()
        .ifPresent(name -> mounts.add(readOnly(prefix + "secrets", NodeFiles.SECRETS)));
    files
        .workload()
        .volumes()
        .forEach(
            volume ->
                mounts.add(
                    new VolumeMountBuilder()
                        .withName(volumeName(volume))
                        .withMountPath(NodeFiles.VOLUMES + volume.name())
                        .build()));
    return mounts;
  }

  private static VolumeMount readOnly(String name, String path) {
    return new VolumeMountBuilder().withName(name).withMountPath(path).withReadOnly(true).build();
  }

  /** With the claims of {@code owner}. */
  List<Volume> of(NodeName owner) {
    return volumes(volume -> NodeFiles.claimName(owner, volume));
  }

  /** With claims of its own. */
  List<Volume> ofItsOwn() {
    return volumes(files::claimName);
  }

  private List<Volume> volumes(Function<io.ridgeway.model.deploy.Volume, String> claim) {
    List<Volume> volumes = new ArrayList<>();
    volumes.add(
        new VolumeBuilder()
            .withName(prefix + "tmp")
            .withNewEmptyDir()
            .withSizeLimit(new Quantity(Sizes.TMP_MIB + "Mi"))
            .endEmptyDir()
            .build());
    files
        .configMapName()
        .ifPresent(
            name ->
                volumes.add(
                    new VolumeBuilder()
                        .withName(prefix + "files")
                        .withNewConfigMap()
                        .withName(name)
                        .withItems(files.items())
                        .withDefaultMode(Hardening.READABLE_BY_GROUP)
                        .endConfigMap()
                        .build()));
    files
        .secretName()
        .ifPresent(
            name ->
                volumes.add(
                    new VolumeBuilder()
                        .withName(prefix + "secrets")
                        .withNewSecret()
                        .withSecretName(name)
                        .withDefaultMode(Hardening.READABLE_BY_GROUP)
                        .endSecret()
                        .build()));
    files
        .workload()
        .volumes()
        .forEach(
            volume ->
                volumes.add(
                    new VolumeBuilder()
                        .withName(volumeName(volume))
                        .withNewPersistentVolumeClaim()
                        .withClaimName(claim.apply(volume))
                        .endPersistentVolumeClaim()
                        .build()));
    return volumes;
  }

  private String volumeName(io.ridgeway.model.deploy.Volume volume) {
    return prefix + "volume-" + Names.label(volume.name());
  }
}
