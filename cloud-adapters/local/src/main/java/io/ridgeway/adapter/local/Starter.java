package io.ridgeway.adapter.local;

import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.local.Marker.Stage;
import io.ridgeway.model.deploy.Workload;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** Starts one workload's programs: by which software, with which arguments, marked as whose. */
record Starter(Site site, NodeDirectory directory) {

  /**
   * What runs a workload, before its own arguments.
   *
   * @throws AdapterException.SoftwareUnavailable if it isn't there, or isn't what it should be
   * @throws AdapterException.Undeclared if it is a tenant's code that isn't run here
   */
  List<String> program(Filling wanted) {
    Workload workload = wanted.workload();
    if (TenantJars.runs(workload)) {
      // Once more: it may have been allowed when it was applied.
      TenantJars.check(workload, site.settings());
      return TenantJars.command(wanted);
    }
    return List.of(site.software().program(workload.software()).toString());
  }

  /**
   * The whole command.
   *
   * @throws IOException if there is no {@link #program}
   */
  List<String> command(Filling wanted, List<String> arguments) throws IOException {
    try {
      return Stream.concat(program(wanted).stream(), wanted.fill(arguments).stream()).toList();
    } catch (AdapterException.SoftwareUnavailable | AdapterException.Undeclared e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  Process start(Filling wanted, List<String> arguments, String launch, Stage stage)
      throws IOException {
    return site.launcher()
        .start(
            command(wanted, arguments),
            wanted.environment(),
            directory,
            new Marker(site.home().id(), directory.incarnation(), launch, stage));
  }
}
