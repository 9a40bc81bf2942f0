package io.ridgeway.adapter.local;

import io.ridgeway.adapter.AdapterException;
import io.ridgeway.model.deploy.ForeignCode;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.deploy.Workload;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Runs jars that a tenant brought, by the Java that Ridgeway itself runs on. Nothing keeps such
 * code from this user's files and processes, so it is refused unless the city node serves one
 * tenant only, who is also who runs it.
 */
final class TenantJars {
  /** No file of a workload begins with a dot. */
  static final String FILE = ".tenants.jar";

  private TenantJars() {}

  /** What the city node runs of tenants' code. */
  static Set<Software> software(LocalSettings settings) {
    return settings.singleTenant() ? Set.of(ForeignCode.Kind.JAR.software()) : Set.of();
  }

  static boolean runs(Workload workload) {
    return workload.code().isPresent();
  }

  /** Refuses code that isn't run here. */
  static void check(Workload workload, LocalSettings settings) {
    Optional<ForeignCode> code = workload.code();
    if (code.isPresent() && !software(settings).contains(code.get().kind().software())) {
      throw new AdapterException.Undeclared(
          workload.name()
              + " runs a tenant's own code, which is not kept from the rest of this machine: it is"
              + " run only as a jar, and only where setting singleTenant of this city node says that"
              + " it serves one tenant");
    }
  }

  /** What stands for it in a workload's digest. */
  static String listed() {
    return "java -jar";
  }

  /** The program and the arguments before its own. */
  static List<String> command(Filling filling) {
    List<String> command = new ArrayList<>();
    command.add(java().toString());
    command.add("-Xmx" + Math.max(32, filling.workload().resources().memoryMib() / 2) + "m");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-Djava.io.tmpdir=" + filling.directory().work());
    command.add("-jar");
    command.add(filling.directory().configuration(filling.digest()).resolve(FILE).toString());
    return command;
  }

  private static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }
}
