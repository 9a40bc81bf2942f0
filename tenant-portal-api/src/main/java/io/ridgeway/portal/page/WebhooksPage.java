package io.ridgeway.portal.page;

import io.quarkus.security.Authenticated;
import io.ridgeway.engine.network.NetworkDesk;
import io.ridgeway.engine.webhook.Delivery;
import io.ridgeway.engine.webhook.Webhook;
import io.ridgeway.engine.webhook.Webhook.Told;
import io.ridgeway.engine.webhook.WebhookDesk;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.WebhookId;
import io.ridgeway.model.callback.CallbackKind;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.pages.Form;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** A network's webhooks: where its events are told to, and what became of them. */
@Path("/networks/{network}/webhooks")
@Authenticated
@Blocking
@Produces(MediaType.TEXT_HTML)
public final class WebhooksPage {
  private static final String TEMPLATE = "portal/webhooks";

  private final Portal portal;
  private final NetworkDesk networks;
  private final WebhookDesk webhooks;

  public WebhooksPage(Portal portal, NetworkDesk networks, WebhookDesk webhooks) {
    this.portal = portal;
    this.networks = networks;
    this.webhooks = webhooks;
  }

  /**
   * A webhook as the page shows it.
   *
   * @param changeable whether it is the tenant's own, and no application's
   */
  public record Shown(Webhook webhook, List<Delivery> deliveries, boolean changeable) {}

  @GET
  @Operation(hidden = true)
  public Response show(NetworkId network) {
    return portal.page(TEMPLATE, data(network, Form.empty()));
  }

  @POST
  @Operation(hidden = true)
  public Response create(NetworkId network) {
    Form form = portal.form();
    String missing = portal.texts().get("form.missing");
    String name = form.required("name", missing);
    String url = form.required("url", missing);
    String contract = form.required("contract", missing);
    OptionalLong from = block(form);
    if (form.hasErrors()) {
      return portal.again(TEMPLATE, data(network, form));
    }
    try {
      WebhookDesk.Issued issued =
          webhooks.create(
              portal.actor(),
              portal.tenant(),
              network,
              new WebhookDesk.Wanted(
                  name, new Told(url, contract, form.text("event"), "", form.text("key")), from));
      return secret(network, issued);
    } catch (IllegalArgumentException e) {
      Refusal refusal = new Refusal(ProblemType.INVALID, e.getMessage() + ".");
      return portal.refused(refusal, TEMPLATE, data(network, form));
    } catch (Refusal refusal) {
      return portal.refused(refusal, TEMPLATE, data(network, form));
    }
  }

  @POST
  @Path("/{webhook}/{what: secrets|tests|pauses|resumptions|removals}")
  @Operation(hidden = true)
  public Response change(NetworkId network, WebhookId webhook, String what) {
    try {
      switch (what) {
        case "secrets" -> {
          return secret(network, webhooks.rotate(portal.actor(), portal.tenant(), webhook));
        }
        case "tests" -> webhooks.test(portal.actor(), portal.tenant(), webhook);
        case "pauses" -> webhooks.pause(portal.actor(), portal.tenant(), webhook);
        case "resumptions" -> {
          Form form = portal.form();
          OptionalLong from = block(form);
          if (form.hasErrors()) {
            return portal.again(TEMPLATE, data(network, form));
          }
          webhooks.resume(portal.actor(), portal.tenant(), webhook, from);
        }
        default -> webhooks.remove(portal.actor(), portal.tenant(), webhook);
      }
      return portal.goTo("/networks/" + network + "/webhooks?done=webhook-" + what);
    } catch (Refusal refusal) {
      return portal.refused(refusal, TEMPLATE, data(network, Form.empty()));
    }
  }

  private Response secret(NetworkId network, WebhookDesk.Issued issued) {
    return portal.page(
        "portal/webhook-secret",
        Map.of(
            "network", networks.get(portal.actor(), portal.tenant(), network), "issued", issued));
  }

  private OptionalLong block(Form form) {
    if (form.text("from").isEmpty()) {
      return OptionalLong.empty();
    }
    OptionalInt from =
        form.number("from", 0, Integer.MAX_VALUE, portal.texts().get("webhook.from.wrong"));
    return from.isPresent() ? OptionalLong.of(from.getAsInt()) : OptionalLong.empty();
  }

  private Map<String, Object> data(NetworkId id, Form form) {
    Map<String, Object> data = new HashMap<>();
    data.put("network", networks.get(portal.actor(), portal.tenant(), id));
    data.put(
        "webhooks",
        webhooks.list(portal.actor(), portal.tenant(), id).stream().map(this::shown).toList());
    data.put("form", form);
    return data;
  }

  private Shown shown(Webhook webhook) {
    return new Shown(
        webhook,
        webhooks.deliveries(portal.actor(), portal.tenant(), webhook.id()),
        webhook.kind() == CallbackKind.WEBHOOK);
  }
}
