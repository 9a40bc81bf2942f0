package io.ridgeway.portal.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.engine.contract.ContractDesk;
import io.ridgeway.engine.contract.ContractDesk.State;
import io.ridgeway.engine.contract.ContractVersion;
import io.ridgeway.model.OperationId;
import io.ridgeway.model.contract.Contract;
import io.ridgeway.model.deploy.ForeignCode;
import io.ridgeway.model.network.NetworkState;
import io.ridgeway.pages.Form;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Contracts of a network: what was brought, and what can be done to each. */
class ContractsPageTest {
  private final RenderedPortal portal = new RenderedPortal();

  @Test
  void whatRunsCanBeTakenOffAndWhatComesTakenBack() {
    assertThat(shown("contracts", List.of(version(3, State.DEPLOYING), version(2, State.RUNNING))))
        .contains("action=\"/networks/n000000notary/contracts/book/versions/1.3/withdraw\"")
        .contains("action=\"/networks/n000000notary/contracts/book/remove\"", "Take book off")
        .contains("private data that it keeps can no longer be purged");
  }

  @Test
  void whatRunsNoMoreIsShownAsThat() {
    assertThat(
            shown(
                "contracts-removed",
                List.of(version(2, State.REMOVED), version(1, State.REPLACED))))
        .contains("data-state=\"REMOVED\">Taken off", "data-state=\"REPLACED\">Replaced")
        .doesNotContain("/remove\"", "/withdraw\"");
  }

  private String shown(String name, List<ContractDesk.Shown> versions) {
    Map<String, Object> data = new HashMap<>();
    data.put("network", Samples.network(new NetworkState.Ready()));
    data.put("form", Form.empty());
    data.put("versions", versions);
    data.put("erasable", true);
    data.put("none", "");
    data.put("endorsers", List.of("alpha", "beta"));
    return portal.shown(name, "portal/contracts", data);
  }

  private static ContractDesk.Shown version(int sequence, State state) {
    return new ContractDesk.Shown(
        new ContractVersion(
            Samples.network(new NetworkState.Ready()).tenant(),
            Samples.network(new NetworkState.Ready()).id(),
            new Contract(
                sequence,
                "book",
                "1." + sequence,
                sequence,
                Optional.empty(),
                new ForeignCode(ForeignCode.Kind.JAR, "ab".repeat(32), 1024)),
            "ann",
            Samples.NOW,
            new OperationId("p000000000001"),
            Optional.empty()),
        state);
  }
}
