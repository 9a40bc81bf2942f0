/**
 * City nodes that are Kubernetes clusters: workloads become hardened manifests, applied
 * server-side, pruned and watched.
 *
 * <p>Start reading at {@link io.ridgeway.adapter.kubernetes.KubernetesCloudAdapter}; then {@code
 * Writer} for what is written, {@code Watches} and {@code Sights} for what is seen, {@code Memory}
 * for how one is told from the other.
 */
@NullMarked
package io.ridgeway.adapter.kubernetes;

import org.jspecify.annotations.NullMarked;
