/**
 * Real Kubernetes clusters for tests. Start at {@link
 * io.ridgeway.adapter.kubernetes.cluster.KubeCluster}.
 */
@NullMarked
package io.ridgeway.adapter.kubernetes.cluster;

import org.jspecify.annotations.NullMarked;
