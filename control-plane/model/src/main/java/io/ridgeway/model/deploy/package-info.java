/**
 * The cloud-neutral contract between packs and adapters. Start at {@link
 * io.ridgeway.model.deploy.Deployment}.
 */
@NullMarked
package io.ridgeway.model.deploy;

import org.jspecify.annotations.NullMarked;
