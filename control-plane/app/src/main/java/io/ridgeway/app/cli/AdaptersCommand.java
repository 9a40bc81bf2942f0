package io.ridgeway.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "adapters",
    mixinStandardHelpOptions = true,
    description =
        "For operators: the cloud adapters that are installed. -o json has their schemas.")
final class AdaptersCommand implements Callable<Integer> {
  @ParentCommand Ridgectl root = new Ridgectl();

  @Override
  public Integer call() {
    root.output().print(root.api().get("/ops/v1/adapters"), "name", "description");
    return 0;
  }
}
