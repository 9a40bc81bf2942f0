package io.ridgeway.adapter.kubernetes;

import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.CloudAdapter;
import io.ridgeway.adapter.VolumeFile;
import io.ridgeway.adapter.VolumePath;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.Fence;
import java.util.List;
import java.util.function.Function;

/** Hands files of nodes' volumes over, and takes them in, where the city node's settings let. */
record HandingOver(Cluster cluster, Calls calls) {

  /** As {@link CloudAdapter#files}. */
  List<VolumeFile> files(NetworkId network, VolumePath directory) {
    return atVolume("listing " + directory, network, directory, files -> files.beneath(directory));
  }

  /** As {@link CloudAdapter#read}. */
  byte[] read(NetworkId network, VolumePath file, long offset, int most) {
    if (offset < 0 || most < 1 || most > CloudAdapter.MOST_BYTES) {
      throw new IllegalArgumentException(
          "a part has 1 to " + CloudAdapter.MOST_BYTES + " bytes, from 0 on");
    }
    return atVolume("reading " + file, network, file, files -> files.read(file, offset, most));
  }

  /** As {@link CloudAdapter#write}. */
  String write(NetworkId network, VolumePath file, long offset, byte[] content, Fence fence) {
    if (content.length > CloudAdapter.MOST_BYTES) {
      throw new IllegalArgumentException(
          "a part has at most " + CloudAdapter.MOST_BYTES + " bytes");
    }
    return fenced(
        "writing " + file, network, file, fence, files -> files.write(file, offset, content));
  }

  /** As {@link CloudAdapter#discard}. */
  void discard(NetworkId network, VolumePath directory, Fence fence) {
    fenced(
        "removing " + directory,
        network,
        directory,
        fence,
        files -> {
          files.discard(directory);
          return true;
        });
  }

  private <T> T atVolume(
      String doing, NetworkId network, VolumePath path, Function<VolumeFiles, T> work) {
    requireFiles(path);
    return calls.callFresh(
        doing, (to, deadline) -> work.apply(new VolumeFiles(cluster, to, network, deadline)));
  }

  private <T> T fenced(
      String doing,
      NetworkId network,
      VolumePath path,
      Fence fence,
      Function<VolumeFiles, T> work) {
    requireFiles(path);
    return calls.callFresh(
        doing,
        (to, deadline) -> {
          try (WriteLocks.Held lock = cluster.locks().take(network)) {
            cluster.fences().raise(to.api(), network, fence, false, deadline);
            return work.apply(new VolumeFiles(cluster, to, network, deadline));
          }
        });
  }

  private void requireFiles(VolumePath path) {
    if (!cluster.settings().volumeFiles()) {
      throw new AdapterException.Undeclared(
          "City node "
              + cluster.settings().cityNode()
              + ", where "
              + path.node()
              + " is, hands no files of volumes over: its setting volumeFiles says so");
    }
  }
}
