package io.ridgeway.engine.backup;

import io.ridgeway.model.BackupId;
import java.io.Closeable;
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
 *   <li>What was published is read back, also by another one over the same place.
 *   <li>A file that wasn't published isn't there, and its draft goes when it is closed.
 *   <li>A file that is written again takes the place of the one before.
 *   <li>{@link #discard} is idempotent, and leaves nothing of the backup, unfinished files
 *       included.
 * </ul>
 */
public interface BackupStore {
  /**
   * A new file, which is there once it is published.
   *
   * @param name a plain name
   */
  Draft create(BackupId backup, String name) throws IOException;

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

  /** A file that is being written. Closing it discards it, unless it was published. */
  interface Draft extends Closeable {
    /** Takes what is in it. To close that says only that nothing more comes. */
    OutputStream content();

    /** Makes it durable, and has it take its name. */
    void publish() throws IOException;
  }
}
