package io.ridgeway.portal.api;

import io.quarkus.security.Authenticated;
import io.ridgeway.engine.webhook.Webhook.Told;
import io.ridgeway.engine.webhook.WebhookDesk;
import io.ridgeway.model.NetworkId;
import io.ridgeway.portal.view.ListView;
import io.ridgeway.portal.view.WebhookView;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** A network's webhooks. */
@Path("/v1/networks/{network}/webhooks")
@Authenticated
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "webhooks")
public final class WebhookResource {
  private static final int CREATED = 201;

  private final TenantChoice choice;
  private final WebhookDesk webhooks;

  public WebhookResource(TenantChoice choice, WebhookDesk webhooks) {
    this.choice = choice;
    this.webhooks = webhooks;
  }

  /**
   * A webhook that is wanted.
   *
   * @param url of the public internet, with https
   * @param contract whose events
   * @param event those of that name only; all if it is left out
   * @param key which managed key asks the ledger; the usual if it is left out
   * @param from the first block to look at; the next one if it is left out
   */
  public record WebhookWanted(
      @Nullable String name,
      @Nullable String url,
      @Nullable String contract,
      @Nullable String event,
      @Nullable String key,
      @Nullable Long from) {
    /** What is told, and where. */
    Told told() {
      Input input = new Input();
      String to = input.required("url", url, "x");
      String whose = input.required("contract", contract, "x");
      input.required("name", name, "x");
      input.check();
      return new Told(to, whose, or(event), "", or(key));
    }

    private static String or(@Nullable String value) {
      return value == null ? "" : value;
    }
  }

  @POST
  @APIResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = WebhookView.class)))
  @Operation(
      operationId = "createWebhook",
      summary = "Have a contract's events told to a URL; the secret is shown this once")
  public Response create(NetworkId network, @Nullable WebhookWanted body) {
    WebhookWanted wanted = Input.body(body);
    Told told = wanted.told();
    OptionalLong from =
        wanted.from() == null ? OptionalLong.empty() : OptionalLong.of(wanted.from());
    WebhookDesk.Issued issued =
        webhooks.create(
            choice.actor(),
            choice.tenant(),
            network,
            new WebhookDesk.Wanted(String.valueOf(wanted.name()), told, from));
    return Response.status(CREATED).cacheControl(never()).entity(WebhookView.of(issued)).build();
  }

  /** Answers with secrets are kept nowhere on the way. */
  static CacheControl never() {
    CacheControl never = new CacheControl();
    never.setNoStore(true);
    return never;
  }

  @GET
  @Operation(
      operationId = "listWebhooks",
      summary = "The network's webhooks, and the callbacks that BSN's applications ordered")
  public ListView<WebhookView> list(NetworkId network) {
    return ListView.of(
        webhooks.list(choice.actor(), choice.tenant(), network).stream()
            .map(WebhookView::of)
            .toList());
  }
}
