package io.ridgeway.portal.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.engine.Page;
import io.ridgeway.engine.freeze.Freeze;
import io.ridgeway.engine.freeze.Freeze.Kind;
import io.ridgeway.engine.freeze.Freeze.State;
import io.ridgeway.engine.network.Network;
import io.ridgeway.model.FreezeId;
import io.ridgeway.model.OperationId;
import io.ridgeway.model.network.NetworkState;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.model.problem.Violation;
import io.ridgeway.pages.Form;
import io.ridgeway.pages.FreezeForm;
import io.ridgeway.pages.Theme;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Renders the page of freezes with sample data, in both languages. */
class FreezesPageTest {
  private static final String BOB = "0x" + "b0".repeat(20);
  private static final String NAME = "0x" + "ab".repeat(32);
  private final RenderedPortal portal = new RenderedPortal();
  private final Network network = Samples.network(new NetworkState.Ready());

  private Map<String, Object> data(Freeze... freezes) {
    Map<String, Object> data =
        FreezeForm.data(
            new Page<>(List.of(freezes), Optional.empty()), Optional.empty(), Form.empty());
    data.put("network", network);
    return data;
  }

  private Freeze freeze() {
    return new Freeze(
            FreezeId.next(),
            network.tenant(),
            network.id(),
            OperationId.next(),
            State.RUNNING,
            Kind.ACCOUNT,
            BOB,
            true,
            "A court's order.",
            "case 7",
            "ann",
            true,
            false,
            Samples.NOW,
            Optional.empty(),
            List.of(),
            Optional.empty(),
            "")
        .sending(new Freeze.Transaction(NAME, "It freezes.", Samples.NOW, Optional.empty()));
  }

  @Test
  void recordsAreShownWithTheirBlocksOnceThereAreSome() {
    // Given
    Freeze done =
        freeze()
            .received(NAME, new Freeze.Receipt(42, true, "0"))
            .ended(State.DONE, "It is so.", Samples.NOW);
    Map<String, Object> data = data(done);
    data.put("next", "abc");

    // Then
    assertThat(portal.shown("freezes", "portal/freezes", data))
        .contains("data-state=\"DONE\"", BOB, NAME, "Block 42", "It is so.", "case 7")
        .contains("operator, on a lawful order")
        .contains("/networks/" + network.id() + "/freezes?cursor=abc");
    assertThat(portal.shown("freezes-running", "portal/freezes", data(freeze())))
        .contains("data-state=\"RUNNING\"", NAME)
        .doesNotContain("Block ", "cursor=");
    assertThat(portal.shown("freezes-none", "portal/freezes", data()))
        .contains("id=\"no-freezes\"", "id=\"freeze-form\"");
  }

  @Test
  void whereNothingCanBeFrozenThePageSaysWhy() {
    Map<String, Object> data = data();
    data.put("obstacle", "It checks no permissions.");

    assertThat(portal.shown("freezes-obstacle", "portal/freezes", data))
        .contains("id=\"no-freezing\"", "Nothing can be frozen on this network.")
        .contains("<span lang=\"en\">It checks no permissions.</span>")
        .doesNotContain("id=\"freeze-form\"");
  }

  @Test
  void aRefusedFormSaysWhatIsWrongWithItsFields() {
    // Given
    Map<String, Object> data = data();
    Refusal refusal =
        Refusal.of(ProblemType.INVALID, List.of(new Violation("address", "An address is 0x.")));
    Form form = new Form(Map.of("address", List.of("bob"), "kind", List.of("ACCOUNT")));
    form.reject(refusal, FreezeForm.FIELDS);
    data.put("form", form);
    data.put("refusal", refusal);

    // Then
    assertThat(portal.shown("freezes-refused", "portal/freezes", data))
        .contains("id=\"freeze-address-error\">An address is 0x.</p>", "value=\"bob\"")
        .contains("value=\"ACCOUNT\" checked");
  }

  @Test
  void whatIsSaidInEnglishIsChineseOnChinesePages() {
    // Given
    Freeze failed =
        freeze()
            .ended(
                State.FAILED,
                "Waits for the ledger: sealer-1 does not answer. It didn't pass in time.",
                Samples.NOW);
    Map<String, Object> data = data(failed);
    data.put("refusal", new Refusal(ProblemType.CONFLICT, "Nobody foresaw this."));
    Form form = new Form(Map.of());
    form.reject("address", "An address is 0x and 40 hex digits.");
    data.put("form", form);

    // Then
    assertThat(portal.pages.page("portal/freezes", Locale.CHINESE, Theme.LIGHT, "", data))
        .contains("正在等待账本：sealer-1 does not answer. 未能在限时内恢复。")
        .contains("id=\"freeze-address-error\">地址为 0x 加 40 位十六进制数字。</p>")
        .contains("<span lang=\"en\">Nobody foresaw this.</span>");
    assertThat(portal.shown("freezes-said", "portal/freezes", data))
        .contains("It didn&#39;t pass in time.", "An address is 0x and 40 hex digits.");
  }
}
