package io.ridgeway.portal.page;

import io.quarkus.security.Authenticated;
import io.ridgeway.billing.Quote;
import io.ridgeway.engine.gateway.CredentialDesk;
import io.ridgeway.engine.order.Order;
import io.ridgeway.engine.order.OrderDesk;
import io.ridgeway.engine.order.QuoteDesk;
import io.ridgeway.model.QuoteId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.problem.Refusal;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** A quote, and the button that orders it. */
@Path("/quotes/{quote}")
@Authenticated
@Blocking
@Produces(MediaType.TEXT_HTML)
public final class QuotePage {
  private static final String TEMPLATE = "portal/quote";

  private final Portal portal;
  private final QuoteDesk quotes;
  private final OrderDesk orders;
  private final Clock clock;

  public QuotePage(Portal portal, QuoteDesk quotes, OrderDesk orders, Clock clock) {
    this.portal = portal;
    this.quotes = quotes;
    this.orders = orders;
    this.clock = clock;
  }

  @GET
  @Operation(hidden = true)
  public Response show(QuoteId quote) {
    return portal.page(TEMPLATE, data(quote, UUID.randomUUID().toString()));
  }

  @GET
  @Path("/order")
  @Operation(hidden = true)
  public Response back(QuoteId quote) {
    return portal.goTo("/quotes/" + quote);
  }

  /**
   * Orders it. The key was made with the page: a form that is sent twice, or again after a break,
   * orders once.
   */
  @POST
  @Path("/order")
  @Operation(hidden = true)
  public Response order(QuoteId quote) {
    TenantId tenant = portal.tenant();
    String key = portal.form().text("idempotencyKey");
    boolean accepted = portal.form().has("acceptNoSiteLoss", "true");
    try {
      String digest =
          CredentialDesk.digest("POST /v1/orders " + tenant + " " + quote + " " + accepted);
      Order order = orders.place(portal.actor(), tenant, quote, accepted, key, digest);
      return portal.goTo("/networks/" + order.network() + "?done=ordered");
    } catch (Refusal refusal) {
      return portal.refused(refusal, TEMPLATE, data(quote, key));
    }
  }

  private Map<String, Object> data(QuoteId id, String key) {
    Quote quote = quotes.get(portal.actor(), portal.tenant(), id);
    return Map.of(
        "quote",
        quote,
        "expired",
        quote.isExpired(clock.instant()),
        "verification",
        portal.organisation().orElseThrow().verification(),
        "interruption",
        quotes.interruption(quote),
        "idempotencyKey",
        key);
  }
}
