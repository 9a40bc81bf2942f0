package io.ridgeway.engine.backup;

import io.ridgeway.model.BackupId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Set;

/**
 * Where backups' files are kept, encrypted by who writes them. It knows no tenant and no key.
 *
 * <p>The laws, each one test of {@code BackupStoreContract}:
 *
 * <ul>
 *   <li>What was written and closed is read back, also by another one over the same place.
 *   <li>A file whose stream wasn't closed isn't there.
 *   <li>A file that is written again takes the place of the one before.
 *   <li>{@link #discard} is idempotent, and leaves nothing of the backup, unfinished files
 *       included.
 * </ul>
 */
public interface BackupStore {
  /**
   * A new file, which is there once the stream is closed.
   *
   * @param name a plain name
   */
  OutputStream create(BackupId backup, String name) throws IOException;

  /**
   * A file's content.
   *
   * @throws java.nio.file.NoSuchFileException if there is none
   */
  InputStream open(BackupId backup, String name) throws IOException;

  /** Every backup of which anything is there. */
  Set<BackupId> all() throws IOException;

  /** Removes all that is there of a backup. */
  void discard(BackupId backup) throws IOException;
}
