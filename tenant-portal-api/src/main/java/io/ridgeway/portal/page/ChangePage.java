package io.ridgeway.portal.page;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.security.Authenticated;
import io.ridgeway.billing.Quote;
import io.ridgeway.engine.catalogue.Catalogue;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.NetworkDesk;
import io.ridgeway.engine.order.QuoteDesk;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.network.NetworkSpec;
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
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The form of what a network that runs is to become, and the quote that it asks for. */
@Path("/networks/{network}/change")
@Authenticated
@Blocking
@Produces(MediaType.TEXT_HTML)
public final class ChangePage {
  private static final String TEMPLATE = "portal/network-change";

  private final Portal portal;
  private final NetworkDesk networks;
  private final Catalogue catalogue;
  private final QuoteDesk quotes;
  private final ObjectMapper json;

  public ChangePage(
      Portal portal,
      NetworkDesk networks,
      Catalogue catalogue,
      QuoteDesk quotes,
      ObjectMapper json) {
    this.portal = portal;
    this.networks = networks;
    this.catalogue = catalogue;
    this.quotes = quotes;
    this.json = json;
  }

  @GET
  @Operation(hidden = true)
  public Response show(NetworkId network) {
    Network of = networks.get(portal.actor(), portal.tenant(), network);
    return form(of, OrderForm.typed(of.spec()))
        .map(form -> portal.page(TEMPLATE, data(of, form, List.of())))
        .orElseGet(() -> portal.page("portal/order-nothing", Map.of()));
  }

  @POST
  @Operation(hidden = true)
  public Response quote(NetworkId network) {
    Network of = networks.get(portal.actor(), portal.tenant(), network);
    OrderForm form = form(of, portal.form()).orElse(null);
    if (form == null) {
      return portal.page("portal/order-nothing", Map.of());
    }
    Optional<NetworkSpec> to = form.change(portal.texts(), of.spec());
    if (to.isEmpty()) {
      return portal.again(TEMPLATE, data(of, form, List.of()));
    }
    try {
      Quote quote = quotes.quoteChange(portal.actor(), portal.tenant(), network, from -> to.get());
      return portal.goTo("/quotes/" + quote.id());
    } catch (Refusal refusal) {
      List<String> rest = form.form().reject(refusal, form.changeable(of.spec()));
      return portal.again(
          TEMPLATE,
          data(of, form, refusal.violations().isEmpty() ? List.of(refusal.detail()) : rest));
    }
  }

  private Optional<OrderForm> form(Network network, Form typed) {
    String framework = network.spec().framework().name();
    return OrderForm.of(catalogue, json, framework, typed)
        .filter(form -> form.offer().name().equals(framework));
  }

  private static Map<String, Object> data(Network network, OrderForm form, List<String> refused) {
    Map<String, Object> data = new HashMap<>();
    data.put("network", network);
    data.put("order", form);
    data.put("form", form.form());
    data.put("refused", refused);
    data.put("changing", true);
    data.put("shared", network.spec().isGuest());
    return data;
  }
}
