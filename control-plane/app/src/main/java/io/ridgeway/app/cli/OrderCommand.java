package io.ridgeway.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(name = "order", mixinStandardHelpOptions = true, description = "Order what was quoted.")
final class OrderCommand implements Callable<Integer> {
  @ParentCommand Ridgectl root = new Ridgectl();

  @Parameters(paramLabel = "QUOTE")
  String quote = "";

  @Option(
      names = "--idempotency-key",
      description =
          "Give your own when you script: the same key never orders twice. Default: a new one.")
  String key = "";

  @Option(
      names = "--accept-no-site-loss",
      description =
          "Accept that the loss of one city node may stop the network; needed where the quote says"
              + " so.")
  boolean acceptNoSiteLoss;

  @Option(names = "--watch", description = "Follow it until it is carried out.")
  boolean watch;

  @Override
  public Integer call() {
    JsonNode order =
        root.api()
            .post(
                "/v1/orders",
                Map.of("quote", quote, "acceptNoSiteLoss", acceptNoSiteLoss),
                Map.of("Idempotency-Key", key.isEmpty() ? UUID.randomUUID().toString() : key));
    root.output().print(order, "id", "network", "operation", "placedAt");
    return watch
        ? new Watch(root).over(order.path("network").asText(), order.path("operation").asText())
        : 0;
  }
}
