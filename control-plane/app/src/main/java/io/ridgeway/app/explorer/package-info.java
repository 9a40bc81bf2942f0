/** How the control plane reads ledgers: through a gateway, with passes of custody. */
@NullMarked
package io.ridgeway.app.explorer;

import org.jspecify.annotations.NullMarked;
