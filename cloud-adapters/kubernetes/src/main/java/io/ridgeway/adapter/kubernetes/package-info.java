/**
 * City nodes that are Kubernetes clusters: workloads become hardened manifests, applied
 * server-side, pruned and watched.
 */
@NullMarked
package io.ridgeway.adapter.kubernetes;

import org.jspecify.annotations.NullMarked;
