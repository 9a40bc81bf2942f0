package io.ridgeway.ops.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.engine.Page;
import io.ridgeway.engine.freeze.Freeze;
import io.ridgeway.engine.freeze.FreezeRequest;
import io.ridgeway.engine.takedown.Takedown;
import io.ridgeway.model.FreezeId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.OperationId;
import io.ridgeway.model.TakedownId;
import io.ridgeway.model.network.NetworkState;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.pages.Form;
import io.ridgeway.pages.FreezeForm;
import io.ridgeway.pages.TakedownForm;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Pages on which operators carry out lawful orders. */
class LawfulOrderPagesTest extends RenderedOps {
  @Test
  void privateDataAreErasedOnALawfulOrder() {
    Takedown unconfirmed =
        new Takedown(
            new TakedownId("d00000000000a"),
            TENANT,
            new NetworkId("n000000notary"),
            new OperationId("p00000000000a"),
            Takedown.State.UNCONFIRMED,
            "registry",
            "people",
            List.of("ab".repeat(32)),
            "sealed keys",
            "A court <asked>",
            "2026-C-17",
            "Ada Chen",
            true,
            NOW,
            List.of(),
            Optional.of(new Takedown.Outcome("tx-1", 7, NOW)),
            List.of(
                new Takedown.Answer(
                    new NodeName("peer-alpha-1"), "alpha", "SILENT", -1, "No answer.")),
            Optional.of(NOW),
            "peer-alpha-1 didn't answer.");
    Form form = new Form(Map.of("reason", List.of("Because")));
    assertThat(TakedownForm.read(form, "Say it")).isEmpty();
    Map<String, Object> data =
        new HashMap<>(
            TakedownForm.data(
                new Page<>(List.of(unconfirmed), Optional.of("abc")),
                Map.of("registry", List.of("people")),
                form));
    data.put("network", network(new NetworkState.Ready()));

    assertThat(shown("ops-takedowns", "ops/takedowns", data))
        .contains("action=\"/ops/networks/n000000notary/takedowns\"")
        .contains("action=\"/ops/networks/n000000notary/takedowns/d00000000000a/retry\"")
        .contains("href=\"/ops/networks/n000000notary/takedowns?cursor=abc\"")
        .contains("A court &lt;asked&gt;", "2026-C-17", "ab".repeat(32), "7, tx-1")
        .contains("data-node=\"peer-alpha-1\" data-found=\"SILENT\"", "value=\"registry/people\"")
        .contains("Say it", "value=\"Because\"")
        .doesNotContain("sealed keys");

    data.putAll(TakedownForm.data(new Page<>(List.of(), Optional.empty()), Map.of(), Form.empty()));
    assertThat(shown("ops-takedowns-none", "ops/takedowns", data))
        .contains("id=\"no-takedowns\"", "id=\"no-collections\"");
  }

  @Test
  void accountsAndContractsAreFrozenOnALawfulOrder() {
    // Given
    Freeze failed =
        new Freeze(
                new FreezeId("f00000000000a"),
                TENANT,
                new NetworkId("n000000notary"),
                new OperationId("p00000000000a"),
                Freeze.State.RUNNING,
                Freeze.Kind.CONTRACT,
                "0x" + "c0".repeat(20),
                true,
                "A court <asked>",
                "2026-C-18",
                "Ada Chen",
                true,
                false,
                NOW,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                "")
            .ended(Freeze.State.FAILED, "The ledger refuses: <no>", NOW);
    Form form = new Form(Map.of("address", List.of("0x12"), "kind", List.of("LEDGER")));
    assertThat(FreezeForm.read(form, "Say it")).isEmpty();
    Map<String, Object> data =
        FreezeForm.data(new Page<>(List.of(failed), Optional.of("abc")), Optional.empty(), form);
    data.put("network", network(new NetworkState.Ready()));

    // Then
    assertThat(shown("ops-freezes", "ops/freezes", data))
        .contains("action=\"/ops/networks/n000000notary/freezes\"", "value=\"0x12\"")
        .contains("href=\"/ops/networks/n000000notary/freezes?cursor=abc\"")
        .contains("A court &lt;asked&gt;", "2026-C-18", "data-state=\"FAILED\"", "&lt;no&gt;")
        .contains("id=\"freeze-kind-error\">Say it<", "id=\"freeze-reason-error\">Say it<");

    // When
    data.putAll(
        FreezeForm.data(
            new Page<>(List.of(), Optional.empty()), Optional.of("Not here."), Form.empty()));

    // Then
    assertThat(shown("ops-freezes-none", "ops/freezes", data))
        .contains("id=\"no-freezes\"", "id=\"no-freezing\"", "Not here.")
        .doesNotContain("id=\"freeze-form\"");
  }

  @Test
  void aFormThatSaysAllIsAnOrder() {
    Form form =
        new Form(
            Map.of(
                "kind", List.of("ACCOUNT"),
                "frozen", List.of("false"),
                "address", List.of(" 0x12 "),
                "reason", List.of("It was lifted."),
                "reference", List.of("case 7")));

    assertThat(FreezeForm.read(form, "Say it"))
        .contains(
            new FreezeRequest(Freeze.Kind.ACCOUNT, "0x12", false, "It was lifted.", "case 7"));
  }
}
