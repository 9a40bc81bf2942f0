package io.ridgeway.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "catalogue",
    mixinStandardHelpOptions = true,
    description = "Show what can be ordered, and where.")
final class CatalogueCommand implements Callable<Integer> {
  @ParentCommand Ridgectl root = new Ridgectl();

  @Override
  public Integer call() {
    var catalogue = root.api().get("/v1/catalogue");
    Output output = root.output();
    if (output.isJson()) {
      output.print(catalogue);
    } else {
      output.print(catalogue.path("frameworks"), "name", "title", "versions", "cityNodes");
      output.line("");
      output.print(catalogue.path("cityNodes"), "id", "city", "country", "provider", "maxTps");
    }
    return 0;
  }
}
