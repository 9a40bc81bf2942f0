/**
 * Backups: copies of what single nodes hold of their ledger, kept apart from the city nodes, from
 * which nodes can be restored elsewhere. Start at {@link io.ridgeway.engine.backup.BackupDesk}.
 */
@NullMarked
package io.ridgeway.engine.backup;

import org.jspecify.annotations.NullMarked;
