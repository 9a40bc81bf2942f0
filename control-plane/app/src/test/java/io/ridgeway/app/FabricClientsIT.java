package io.ridgeway.app;

import io.ridgeway.app.embedded.RunningRidgeway;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example clients in all languages; {@link FabricOrderIT} has the one in Java alone. */
@Tag("left-to-full")
class FabricClientsIT {
  @TempDir Path folder;

  @Test
  void everyExampleClientRunsAsGiven() {
    // Given
    RunningRidgeway ridgeway = RunningRidgeway.ready();
    FabricSoftware.at(ridgeway);
    Firm firm = Firm.verified(ridgeway);
    String quote =
        firm.quote(
            Wish.fabric(
                Map.of("orderer", 1, "peer", 2, "contract", 2),
                Map.of("organisations", "alpha,beta", "contract", "notary")));
    String network = firm.order(quote, UUID.randomUUID().toString());
    firm.awaitState(network, "Ready");
    OwnKeys own = OwnKeys.enrolled(firm, network, folder);

    // Then
    own.drafts("lease-node", ExampleClients.node(folder));
    own.drafts("lease-go", ExampleClients.go(folder));
    own.drafts("lease-java", ExampleClients.java());
    firm.delete(network);
  }
}
