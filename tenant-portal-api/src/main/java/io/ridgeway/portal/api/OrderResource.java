package io.ridgeway.portal.api;

import io.quarkus.security.Authenticated;
import io.ridgeway.engine.gateway.CredentialDesk;
import io.ridgeway.engine.order.Order;
import io.ridgeway.engine.order.OrderDesk;
import io.ridgeway.model.OrderId;
import io.ridgeway.model.QuoteId;
import io.ridgeway.model.TenantId;
import io.ridgeway.portal.view.ListView;
import io.ridgeway.portal.view.OrderView;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Orders. */
@Path("/v1/orders")
@Authenticated
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "quotes and orders")
public final class OrderResource {
  private final TenantChoice choice;
  private final OrderDesk orders;

  public OrderResource(TenantChoice choice, OrderDesk orders) {
    this.choice = choice;
    this.orders = orders;
  }

  /** The acceptance of a quote. */
  public record Accept(
      @Nullable String quote,
      @Schema(
              description =
                  "Needed where the quote survives no site loss: that the loss of one city node"
                      + " may stop the network")
          @Nullable Boolean acceptNoSiteLoss) {}

  @POST
  @ResponseStatus(201)
  @Operation(
      operationId = "placeOrder",
      summary = "Order what was quoted",
      description =
          "The same Idempotency-Key with the same body gives the same order again; a key is remembered for 24 hours at least.")
  public OrderView place(
      @HeaderParam("Idempotency-Key") @Nullable String key, @Nullable Accept body) {
    Input input = new Input();
    Accept accept = Input.body(body);
    String quote = input.required("quote", accept.quote(), "x");
    boolean noSiteLoss = Boolean.TRUE.equals(accept.acceptNoSiteLoss());
    input.check();
    TenantId tenant = choice.tenant();
    QuoteId id = Input.at("quote", () -> new QuoteId(quote));
    // The request means no more than this, so its digest needs no more.
    String digest =
        CredentialDesk.digest("POST /v1/orders " + tenant + " " + id + " " + noSiteLoss);
    Order order =
        orders.place(choice.actor(), tenant, id, noSiteLoss, key == null ? "" : key, digest);
    return OrderView.of(order);
  }

  @GET
  @Operation(operationId = "listOrders", summary = "Your orders, newest first")
  public ListView<OrderView> list(@BeanParam Paging paging) {
    return ListView.of(
        orders.list(choice.actor(), choice.tenant(), paging.request()), OrderView::of);
  }

  @GET
  @Path("/{order}")
  @Operation(operationId = "getOrder", summary = "An order")
  public OrderView get(OrderId order) {
    return OrderView.of(orders.get(choice.actor(), choice.tenant(), order));
  }
}
