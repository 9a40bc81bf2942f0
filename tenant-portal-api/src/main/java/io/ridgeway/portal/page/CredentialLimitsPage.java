package io.ridgeway.portal.page;

import io.quarkus.security.Authenticated;
import io.ridgeway.engine.gateway.CredentialDesk;
import io.ridgeway.engine.gateway.GatewayCredential;
import io.ridgeway.engine.network.NetworkDesk;
import io.ridgeway.model.CredentialId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.meter.CallLimits;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.pages.Form;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What one API key may do at most. */
@Path("/networks/{network}/credentials/{credential}/limits")
@Authenticated
@Blocking
@Produces(MediaType.TEXT_HTML)
public final class CredentialLimitsPage {
  private static final String TEMPLATE = "portal/credential-limits";

  private final Portal portal;
  private final NetworkDesk networks;
  private final CredentialDesk credentials;

  public CredentialLimitsPage(Portal portal, NetworkDesk networks, CredentialDesk credentials) {
    this.portal = portal;
    this.networks = networks;
    this.credentials = credentials;
  }

  @GET
  @Operation(hidden = true)
  public Response show(NetworkId network, CredentialId credential) {
    GatewayCredential shown = find(network, credential);
    return portal.page(TEMPLATE, data(network, shown, filled(shown.limits())));
  }

  @POST
  @Operation(hidden = true)
  public Response set(NetworkId network, CredentialId credential) {
    Form form = portal.form();
    CallLimits limits =
        new CallLimits(
            number(form, "tps", CallLimits.MOST_TPS),
            daily(form),
            number(form, "concurrent", CallLimits.MOST_CONCURRENT),
            number(form, "bytes", CallLimits.MOST_BYTES));
    GatewayCredential shown = find(network, credential);
    if (form.hasErrors()) {
      return portal.again(TEMPLATE, data(network, shown, form));
    }
    try {
      credentials.limit(portal.actor(), portal.tenant(), credential, limits);
      return portal.goTo("/networks/" + network + "?done=credential-limited#credentials");
    } catch (Refusal refusal) {
      return portal.refused(refusal, TEMPLATE, data(network, shown, form));
    }
  }

  /** An empty field is no limit. */
  private OptionalInt number(Form form, String field, int most) {
    return form.text(field).isEmpty()
        ? OptionalInt.empty()
        : form.number(field, 1, most, portal.texts().get("limit.wrong", most));
  }

  private OptionalLong daily(Form form) {
    long most = CallLimits.MOST_DAILY;
    return form.text("daily").isEmpty()
        ? OptionalLong.empty()
        : form.wholeNumber("daily", 1, most, portal.texts().get("limit.wrong", most));
  }

  /** The API key; 404 if it is one of another network than the path's. */
  private GatewayCredential find(NetworkId network, CredentialId id) {
    GatewayCredential found = credentials.get(portal.actor(), portal.tenant(), id);
    if (!found.network().equals(network)) {
      throw Refusal.notFound("credential", id);
    }
    return found;
  }

  private static Form filled(CallLimits limits) {
    return new Form(
        Map.of(
            "tps", text(limits.tps()),
            "daily",
                limits.daily().isPresent()
                    ? List.of(Long.toString(limits.daily().getAsLong()))
                    : List.of(),
            "concurrent", text(limits.concurrent()),
            "bytes", text(limits.bytes())));
  }

  private static List<String> text(OptionalInt number) {
    return number.isPresent() ? List.of(Integer.toString(number.getAsInt())) : List.of();
  }

  private Map<String, Object> data(NetworkId network, GatewayCredential credential, Form form) {
    return Map.of(
        "network",
        networks.get(portal.actor(), portal.tenant(), network),
        "credential",
        credential,
        "form",
        form);
  }
}
