/**
 * The pure half of the adapter: a deployment becomes the objects of its namespace, hardened once
 * for every pack. Nothing here talks to a cluster. Start at {@link
 * io.ridgeway.adapter.kubernetes.manifest.Manifests}.
 */
@NullMarked
package io.ridgeway.adapter.kubernetes.manifest;

import org.jspecify.annotations.NullMarked;
