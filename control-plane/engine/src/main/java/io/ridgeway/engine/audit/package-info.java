/** The trail of who did what. Start at {@link io.ridgeway.engine.audit.AuditLog}. */
@NullMarked
package io.ridgeway.engine.audit;

import org.jspecify.annotations.NullMarked;
