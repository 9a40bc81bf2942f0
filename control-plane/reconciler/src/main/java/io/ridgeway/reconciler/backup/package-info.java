/** Where backups' files are kept: {@link io.ridgeway.reconciler.backup.DirectoryStore}. */
@NullMarked
package io.ridgeway.reconciler.backup;

import org.jspecify.annotations.NullMarked;
