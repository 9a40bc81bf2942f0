/**
 * The Kubernetes clouds, each only what differs: how one signs in, and what its clusters call
 * things. The rest is data in {@code *.yaml} beside this package. Start at {@link
 * io.ridgeway.adapter.kubernetes.clouds.Cloud}.
 */
@NullMarked
package io.ridgeway.adapter.kubernetes.clouds;

import org.jspecify.annotations.NullMarked;
