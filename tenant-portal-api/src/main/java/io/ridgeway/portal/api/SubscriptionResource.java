package io.ridgeway.portal.api;

import io.quarkus.security.Authenticated;
import io.ridgeway.engine.order.OrderDesk;
import io.ridgeway.portal.view.ListView;
import io.ridgeway.portal.view.SubscriptionView;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The terms that orders opened. */
@Path("/v1/subscriptions")
@Authenticated
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "quotes and orders")
public final class SubscriptionResource {
  private final TenantChoice choice;
  private final OrderDesk orders;

  public SubscriptionResource(TenantChoice choice, OrderDesk orders) {
    this.choice = choice;
    this.orders = orders;
  }

  @GET
  @Operation(operationId = "listSubscriptions", summary = "Your subscriptions, newest first")
  public ListView<SubscriptionView> list(@BeanParam Paging paging) {
    return ListView.of(
        orders.subscriptions(choice.actor(), choice.tenant(), paging.request()),
        SubscriptionView::of);
  }
}
