package io.ridgeway.app.wiring;

import jakarta.inject.Singleton;
import java.util.UUID;

/**
 * This start of this process, as it names itself where work is shared out: another name at each
 * start.
 */
@Singleton
final class Worker {
  private final String name = "ridgeway-" + ProcessHandle.current().pid() + "-" + UUID.randomUUID();

  String name() {
    return name.substring(0, Math.min(name.length(), 50));
  }
}
