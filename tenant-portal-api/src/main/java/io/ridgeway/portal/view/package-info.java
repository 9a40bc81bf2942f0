/**
 * What the REST door shows, as records: the public shapes, kept apart from the domain's own. Start
 * at {@link io.ridgeway.portal.view.NetworkView}.
 */
@NullMarked
package io.ridgeway.portal.view;

import org.jspecify.annotations.NullMarked;
