package io.ridgeway.adapter.local;

import java.util.List;

/**
 * One process, told from every other that ever had its number.
 *
 * @param boot the boot in which it was started
 * @param startTicks when, since then
 * @param command the program and its arguments, as they were given
 */
record ProcessIdentity(String boot, long pid, long startTicks, List<String> command) {
  ProcessIdentity {
    command = List.copyOf(command);
  }

  /** Whether that process lives. */
  boolean lives(ProcessTable processes) {
    return processes.entry(pid).filter(e -> e.alive() && e.startTicks() == startTicks).isPresent();
  }

  /**
   * Whether that process lives, asked of a record that may be old: the number may have been given
   * to another. A script's command begins with its interpreter, so the end is compared.
   */
  boolean isFound(ProcessTable processes) {
    return boot.equals(processes.bootId())
        && lives(processes)
        && endsWith(processes.command(pid), command);
  }

  private static boolean endsWith(List<String> found, List<String> wanted) {
    int surplus = found.size() - wanted.size();
    return surplus >= 0 && found.subList(surplus, found.size()).equals(wanted);
  }
}
