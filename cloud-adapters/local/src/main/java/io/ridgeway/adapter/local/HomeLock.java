package io.ridgeway.adapter.local;

import io.ridgeway.adapter.AdapterException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Held by the one who may start and stop processes of a home; the kernel frees it at death. */
final class HomeLock implements AutoCloseable {
  private static final long POLL_MILLIS = 50;

  // The kernel's lock is the process's: a second channel in this process would, when closed, free
  // the first one's. So who is in this process is known here, and asked first.
  private static final Set<Path> HELD_HERE = new HashSet<>();

  private final Path home;
  private final FileChannel channel;

  private HomeLock(Path home, FileChannel channel) {
    this.home = home;
    this.channel = channel;
  }

  /** Takes the lock, waiting for at most {@code wait}. */
  static HomeLock take(Path root, Duration wait) throws IOException {
    Path home = root.toRealPath();
    for (long left = wait.toMillis(); ; left -= POLL_MILLIS) {
      HomeLock lock = attempt(home);
      if (lock != null) {
        return lock;
      }
      if (left <= 0) {
        throw new AdapterException.Unreachable(
            "another Ridgeway has the city node's home "
                + home
                + " open: stop it, or give this one a home of its own");
      }
      try {
        Thread.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AdapterException.Unreachable("interrupted while waiting for " + home, e);
      }
    }
  }

  private static @Nullable HomeLock attempt(Path home) throws IOException {
    synchronized (HELD_HERE) {
      if (HELD_HERE.contains(home)) {
        return null;
      }
      FileChannel channel =
          FileChannel.open(
              home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        channel.close();
        return null;
      }
      HELD_HERE.add(home);
      return new HomeLock(home, channel);
    }
  }

  @Override
  public void close() throws IOException {
    synchronized (HELD_HERE) {
      if (HELD_HERE.remove(home)) {
        channel.close();
      }
    }
  }
}
