package io.ridgeway.portal.api;

import io.quarkus.security.Authenticated;
import io.ridgeway.engine.webhook.WebhookDesk;
import io.ridgeway.model.WebhookId;
import io.ridgeway.portal.api.WebhookResource.WebhookWanted;
import io.ridgeway.portal.view.DeliveryView;
import io.ridgeway.portal.view.ListView;
import io.ridgeway.portal.view.WebhookView;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** One webhook. */
@Path("/v1/webhooks/{webhook}")
@Authenticated
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "webhooks")
public final class WebhookChangeResource {
  private final TenantChoice choice;
  private final WebhookDesk webhooks;

  public WebhookChangeResource(TenantChoice choice, WebhookDesk webhooks) {
    this.choice = choice;
    this.webhooks = webhooks;
  }

  @GET
  @Operation(operationId = "getWebhook", summary = "A webhook, and how far it is")
  public WebhookView get(WebhookId webhook) {
    return WebhookView.of(webhooks.get(choice.actor(), choice.tenant(), webhook));
  }

  @PUT
  @Operation(
      operationId = "changeWebhook",
      summary = "Have it told elsewhere, or other events; it goes on where it stands")
  public WebhookView change(WebhookId webhook, @Nullable WebhookWanted body) {
    WebhookWanted wanted = Input.body(body);
    return WebhookView.of(
        webhooks.change(
            choice.actor(),
            choice.tenant(),
            webhook,
            String.valueOf(wanted.name()),
            wanted.told()));
  }

  @DELETE
  @Operation(operationId = "removeWebhook", summary = "Have nothing told there any more")
  public void remove(WebhookId webhook) {
    webhooks.remove(choice.actor(), choice.tenant(), webhook);
  }

  @GET
  @Path("/deliveries")
  @Operation(
      operationId = "listDeliveries",
      summary = "What became of the last 50 events, the latest first")
  public ListView<DeliveryView> deliveries(WebhookId webhook) {
    return ListView.of(
        webhooks.deliveries(choice.actor(), choice.tenant(), webhook).stream()
            .map(DeliveryView::of)
            .toList());
  }

  @POST
  @Path("/secrets")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = WebhookView.class)))
  @Operation(
      operationId = "rotateWebhookSecret",
      summary = "Make a new secret, shown this once; the one before holds for another day")
  public Response rotate(WebhookId webhook) {
    return Response.ok(WebhookView.of(webhooks.rotate(choice.actor(), choice.tenant(), webhook)))
        .cacheControl(WebhookResource.never())
        .build();
  }

  @POST
  @Path("/tests")
  @Operation(
      operationId = "testWebhook",
      summary = "Send a test there; its deliveries say what became of it")
  public WebhookView test(WebhookId webhook) {
    return WebhookView.of(webhooks.test(choice.actor(), choice.tenant(), webhook));
  }

  @POST
  @Path("/pauses")
  @Operation(operationId = "pauseWebhook", summary = "Have nothing sent until it is resumed")
  public WebhookView pause(WebhookId webhook) {
    return WebhookView.of(webhooks.pause(choice.actor(), choice.tenant(), webhook));
  }

  /**
   * From where.
   *
   * @param from the block to begin with again; if it is left out it goes on where it stands
   */
  public record Resumed(@Nullable Long from) {}

  @POST
  @Path("/resumptions")
  @Operation(
      operationId = "resumeWebhook",
      summary = "Have it go on where it stands, or again from a block")
  public WebhookView resume(WebhookId webhook, @Nullable Resumed body) {
    Long from = body == null ? null : body.from();
    return WebhookView.of(
        webhooks.resume(
            choice.actor(),
            choice.tenant(),
            webhook,
            from == null ? OptionalLong.empty() : OptionalLong.of(from)));
  }
}
