package io.ridgeway.app.clouds;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.LocalPortForward;
import io.ridgeway.app.demo.JsonRpc;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;

/** Asks a network's validators themselves, each in its pod, past Ridgeway. */
record Validators(KubernetesClient cloud, String network) {
  private static final int RPC = 8545;

  /** Each one's hash of the block at that height, by pod. */
  Map<String, String> hashes(long height) {
    Map<String, String> hashes = new TreeMap<>();
    for (Pod pod :
        cloud
            .pods()
            .inNamespace("rw-" + network)
            .withLabel("ridgeway.io/role", "validator")
            .list()
            .getItems()) {
      hashes.put(pod.getMetadata().getName(), hash(pod, height));
    }
    return hashes;
  }

  private String hash(Pod pod, long height) {
    try (LocalPortForward forward = cloud.pods().resource(pod).portForward(RPC)) {
      URI there = URI.create("http://127.0.0.1:" + forward.getLocalPort());
      return new JsonRpc(there, "none")
          .call("eth_getBlockByNumber", "0x" + Long.toHexString(height), false)
          .path("hash")
          .asText();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
