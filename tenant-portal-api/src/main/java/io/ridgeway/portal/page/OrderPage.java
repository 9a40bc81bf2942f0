package io.ridgeway.portal.page;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.security.Authenticated;
import io.ridgeway.billing.Offer;
import io.ridgeway.billing.Quote;
import io.ridgeway.engine.catalogue.Catalogue;
import io.ridgeway.engine.order.QuoteDesk;
import io.ridgeway.model.problem.Refusal;
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

/** The order form with its live price, and the quote that it asks for. */
@Path("/order")
@Authenticated
@Blocking
@Produces(MediaType.TEXT_HTML)
public final class OrderPage {
  private static final String TEMPLATE = "portal/order";

  private final Portal portal;
  private final Catalogue catalogue;
  private final QuoteDesk quotes;
  private final ObjectMapper json;

  public OrderPage(Portal portal, Catalogue catalogue, QuoteDesk quotes, ObjectMapper json) {
    this.portal = portal;
    this.catalogue = catalogue;
    this.quotes = quotes;
    this.json = json;
  }

  /**
   * What a form comes to.
   *
   * @param offers its price, if it has one
   * @param refusals why it has none, beside what is said at the fields
   * @param rest what is wrong and belongs to no field
   */
  public record Priced(List<Offer> offers, List<Refusal> refusals, List<String> rest) {
    static final Priced NOT = new Priced(List.of(), List.of(), List.of());
  }

  @GET
  @Operation(hidden = true)
  public Response show() {
    portal.tenant();
    Optional<OrderForm> form = form();
    if (form.isEmpty()) {
      return portal.page("portal/order-nothing", Map.of());
    }
    Priced priced = price(form.get());
    // Nothing was typed yet, so nothing is wrong yet.
    return portal.page(TEMPLATE, data(form.get(), priced));
  }

  /** The live price, or without scripts the page again with its price. */
  @POST
  @Path("/price")
  @Operation(hidden = true)
  public Response price() {
    portal.tenant();
    OrderForm form = form().orElse(null);
    if (form == null) {
      return portal.page("portal/order-nothing", Map.of());
    }
    Priced priced = price(form);
    Map<String, Object> data = data(form, priced);
    if (portal.visit().isPartial()) {
      data.put("live", true);
      return portal.partial(portal.part("portal/order-price", data));
    }
    return form.form().hasErrors() ? portal.again(TEMPLATE, data) : portal.page(TEMPLATE, data);
  }

  /** Without scripts, a reload after a price was asked for. */
  @GET
  @Path("/price")
  @Operation(hidden = true)
  public Response back() {
    return portal.goTo("/order");
  }

  /** Asks for the quote. */
  @POST
  @Operation(hidden = true)
  public Response quote() {
    OrderForm form = form().orElse(null);
    if (form == null) {
      return portal.page("portal/order-nothing", Map.of());
    }
    Optional<OrderForm.Ask> ask = form.ask(portal.texts(), true);
    if (ask.isEmpty()) {
      return portal.again(TEMPLATE, data(form, Priced.NOT));
    }
    try {
      Quote quote =
          quotes.quote(
              portal.actor(),
              portal.tenant(),
              ask.get().spec(),
              ask.get().term(),
              ask.get().currency());
      return portal.goTo("/quotes/" + quote.id());
    } catch (Refusal refusal) {
      return portal.again(TEMPLATE, data(form, refused(form, refusal)));
    }
  }

  private Priced price(OrderForm form) {
    Optional<OrderForm.Ask> ask = form.ask(portal.texts(), false);
    if (ask.isEmpty()) {
      return Priced.NOT;
    }
    try {
      Offer offer =
          quotes.price(portal.tenant(), ask.get().spec(), ask.get().term(), ask.get().currency());
      return new Priced(List.of(offer), List.of(), List.of());
    } catch (Refusal refusal) {
      return refused(form, refusal);
    }
  }

  private static Priced refused(OrderForm form, Refusal refusal) {
    List<String> rest = form.form().reject(refusal, form.fields());
    return new Priced(
        List.of(),
        List.of(refusal),
        refusal.violations().isEmpty() ? List.of(refusal.detail()) : rest);
  }

  private Optional<OrderForm> form() {
    String chosen =
        portal.form().isEmpty()
            ? portal.visit().query("framework")
            : portal.form().text("framework");
    return OrderForm.of(catalogue, json, chosen, portal.form());
  }

  private Map<String, Object> data(OrderForm form, Priced priced) {
    Map<String, Object> data = new HashMap<>();
    data.put("order", form);
    data.put("form", form.form());
    data.put("priced", priced);
    data.put("comparisons", catalogue.priceBook().comparisons());
    data.put("live", false);
    data.put("changing", false);
    return data;
  }
}
