/**
 * What members of a network sign themselves, since the keys of their administrators aren't in
 * custody. Start at {@link io.ridgeway.engine.approval.ApprovalDesk}.
 */
@NullMarked
package io.ridgeway.engine.approval;

import org.jspecify.annotations.NullMarked;
