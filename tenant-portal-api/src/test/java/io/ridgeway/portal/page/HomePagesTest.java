package io.ridgeway.portal.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.tenant.Tenant.Verification;
import io.ridgeway.engine.tenant.VerificationFile;
import io.ridgeway.model.network.NetworkState;
import io.ridgeway.pages.Form;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The first pages: home, signing up, the organisation. */
class HomePagesTest {
  private final RenderedPortal portal = new RenderedPortal();

  private static Map<String, Object> home(Verification verification, List<Network> networks) {
    var tenant = Samples.tenant(verification);
    return Map.of("tenant", tenant, "networks", networks, "next", NextStep.of(tenant, networks));
  }

  @Test
  void theHomePageLeadsOn() {
    assertThat(portal.shown("home-new", "portal/home", home(Verification.UNVERIFIED, List.of())))
        .contains("data-step=\"VERIFY\"", "href=\"/organisation\"", "id=\"no-networks\"");
    assertThat(portal.shown("home-verified", "portal/home", home(Verification.VERIFIED, List.of())))
        .contains("data-step=\"ORDER\"");
    Network ready = Samples.network(new NetworkState.Ready());
    assertThat(portal.shown("home", "portal/home", home(Verification.VERIFIED, List.of(ready))))
        .contains("data-step=\"USE\"", "href=\"/networks/" + ready.id() + "\"", "1,024");
    Network requested = Samples.network(new NetworkState.Requested());
    assertThat(
            portal.shown(
                "home-watch", "portal/home", home(Verification.VERIFIED, List.of(requested))))
        .contains("data-step=\"WATCH\"", ">–<");
  }

  @Test
  void theSignUpFormKeepsWhatWasTyped() {
    Form form = new Form(Map.of("name", List.of("Acme \"& Co\""), "country", List.of("CN")));
    form.reject("name", "Too long.");

    String html =
        portal.shown(
            "sign-up",
            "portal/sign-up",
            Map.of("form", form, "countries", List.of(new SignUpPage.Country("CN", "Cathay"))));

    assertThat(html)
        .contains(
            "value=\"Acme &quot;&amp; Co&quot;\"", "<option value=\"CN\" selected>", "Too long.")
        .contains("aria-invalid=\"true\"");
  }

  private static Map<String, Object> organisation(
      Verification verification, Optional<VerificationFile.Decision> decision) {
    var file = Samples.file(decision);
    return Map.of(
        "tenant", Samples.tenant(verification),
        "members", List.of(Samples.member()),
        "files", verification == Verification.UNVERIFIED ? List.of() : List.of(file),
        "decisions", decision.map(List::of).orElse(List.of()),
        "mayHandIn",
            verification == Verification.UNVERIFIED || verification == Verification.REJECTED,
        "form", Form.empty());
  }

  @Test
  void theOrganisationPageHasTheFormTheFileOrTheDecision() {
    assertThat(
            portal.shown(
                "organisation-new",
                "portal/organisation",
                organisation(Verification.UNVERIFIED, Optional.empty())))
        .contains("id=\"verification-form\"")
        .doesNotContain("id=\"decision\"");
    assertThat(
            portal.shown(
                "organisation-waits",
                "portal/organisation",
                organisation(Verification.SUBMITTED, Optional.empty())))
        .contains("id=\"verification-file\"", "Acme Trade Ltd")
        .doesNotContain("id=\"verification-form\"");
    var no =
        new VerificationFile.Decision(
            false, "The number is another firm's.", "olivia", Samples.NOW);
    assertThat(
            portal.shown(
                "organisation-rejected",
                "portal/organisation",
                organisation(Verification.REJECTED, Optional.of(no))))
        .contains("The number is another firm&#39;s.", "pf-m-warning", "id=\"verification-form\"")
        .doesNotContain("olivia</");
    var yes = new VerificationFile.Decision(true, "", "olivia", Samples.NOW);
    assertThat(
            portal.shown(
                "organisation-verified",
                "portal/organisation",
                organisation(Verification.VERIFIED, Optional.of(yes))))
        .contains("data-verification=\"VERIFIED\"", "pf-m-success");
  }
}
