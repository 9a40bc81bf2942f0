package io.ridgeway.portal.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.engine.approval.Approval;
import io.ridgeway.model.ApprovalId;
import io.ridgeway.model.network.NetworkState;
import io.ridgeway.pages.Form;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What administrators that keep their keys, and authorities, are asked for. */
class ApprovalsPageTest {
  private final RenderedPortal portal = new RenderedPortal();

  @Test
  void whatIsToBeSignedIsShownWithItsBytesAndBothAnswers() {
    Form form = new Form(Map.of("signature", List.of("wrong")));
    form.reject("signature", "The signature is wrong.");
    Map<String, Object> data = new HashMap<>();
    data.put("network", Samples.network(new NetworkState.Ready()));
    data.put("forms", Map.of("a000000000001", form));
    data.put("approvals", List.of(Samples.approval(Approval.State.PENDING)));
    data.put("next", "abc");

    assertThat(portal.shown("approvals", "portal/approvals", data))
        .contains("channel trade: gamma comes to the channel", "data-state=\"PENDING\"")
        .contains("href=\"/networks/n000000notary/approvals/a000000000001/to-sign\"")
        .contains("action=\"/networks/n000000notary/approvals/a000000000001\"")
        .contains("action=\"/networks/n000000notary/approvals/a000000000001/refusal\"")
        .contains("The signature is wrong.")
        .contains("href=\"/networks/n000000notary/approvals?cursor=abc\"");

    data.put("next", "");
    data.put("approvals", List.of(Samples.approval(Approval.State.REFUSED)));
    assertThat(portal.shown("approvals-refused", "portal/approvals", data))
        .contains("data-state=\"REFUSED\"", "who is gamma?")
        .doesNotContain("/to-sign", "/refusal");

    data.put("approvals", List.of());
    assertThat(portal.shown("approvals-none", "portal/approvals", data))
        .contains("id=\"no-approvals\"");
  }

  @Test
  void aCertificateIsAskedForBesideTheSignatures() {
    // Given
    Form form = new Form(Map.of("certificate", List.of("typed")));
    form.reject("certificate", "it has expired");
    Map<String, Object> data = new HashMap<>();
    data.put("network", Samples.network(new NetworkState.Ready()));
    data.put("forms", Map.of("a000000000003", form));
    data.put("approvals", List.of(Samples.certification(true)));
    data.put("next", "");

    // Then
    assertThat(portal.shown("approvals-certificate", "portal/approvals", data))
        .contains("beta-tlsca is to certify peer-beta-1-tls", "O=beta, CN=peer-beta-1")
        .contains("127.0.0.1, localhost", "it has expired", ">typed</textarea>")
        .contains("/approvals/a000000000003/request\"", "/approvals/a000000000003/certificate\"")
        .contains("/approvals/a000000000003/refusal\"")
        .doesNotContain("/to-sign", "SHA-256");

    // When no operation waits for it
    data.put("approvals", List.of(Samples.certification(false)));
    // Then there is nothing to end by a refusal
    assertThat(portal.shown("approvals-renewal", "portal/approvals", data))
        .contains("No operation waits")
        .doesNotContain("/refusal");
  }

  @Test
  void whatWasTypedForOneApprovalIsNotShownForAnother() {
    // Given
    Form form = new Form(Map.of("signature", List.of("typed")));
    form.reject("signature", "The signature is wrong.");
    Map<String, Object> data = new HashMap<>();
    data.put("network", Samples.network(new NetworkState.Ready()));
    Approval.State pending = Approval.State.PENDING;
    List<Approval> two =
        List.of(
            Samples.approval(pending), Samples.approval(new ApprovalId("a000000000002"), pending));
    data.put("approvals", two);
    data.put("next", "");
    data.put("forms", ApprovalsPage.forms(two, Map.of("a000000000001", form)));

    // Then
    assertThat(portal.shown("approvals-two", "portal/approvals", data))
        .contains("id=\"signature-a000000000002\"")
        .containsOnlyOnce("value=\"typed\"")
        .containsOnlyOnce("The signature is wrong.");
  }
}
