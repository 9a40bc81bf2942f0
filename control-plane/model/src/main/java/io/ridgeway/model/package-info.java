/**
 * The domain's words. Start at {@link io.ridgeway.model.network.NetworkSpec} (what a tenant asks
 * for), then {@link io.ridgeway.model.deploy.Deployment} (what lands on one city node). This
 * package holds the identifiers.
 *
 * <p>JDK only: nothing here knows a database, a cloud, a ledger or a web framework.
 */
@NullMarked
package io.ridgeway.model;

import org.jspecify.annotations.NullMarked;
