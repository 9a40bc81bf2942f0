package io.ridgeway.portal.api;

import io.quarkus.security.Authenticated;
import io.ridgeway.engine.freeze.Freeze;
import io.ridgeway.engine.freeze.FreezeDesk;
import io.ridgeway.engine.freeze.FreezeRequest;
import io.ridgeway.model.FreezeId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.portal.view.FreezeView;
import io.ridgeway.portal.view.ListView;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Accounts and contracts that are frozen on a network's ledger, and the records of it. */
@Path("/v1/networks/{network}/freezes")
@Authenticated
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "networks")
public final class FreezeResource {
  private final TenantChoice choice;
  private final FreezeDesk freezes;

  public FreezeResource(TenantChoice choice, FreezeDesk freezes) {
    this.choice = choice;
    this.freezes = freezes;
  }

  /**
   * What is to be frozen or let go, and why.
   *
   * @param kind what is at the address
   * @param address {@code 0x} and 40 hex digits
   * @param frozen whether it is to be stopped, or to go on
   * @param reason why, for people; kept for good, so nothing personal
   * @param reference what asks for it: a court's file number, an order's
   */
  @Schema(name = "FreezeInput")
  public record FreezeInput(
      Freeze.@Nullable Kind kind,
      @Nullable String address,
      @Nullable Boolean frozen,
      @Nullable String reason,
      @Nullable String reference) {}

  @POST
  @ResponseStatus(202)
  @Operation(
      operationId = "freeze",
      summary = "Freeze an account or a contract on the ledger, or let it go, and keep the record",
      description =
          "The ledger's governor does it, whose key is in custody. What is so already is found to"
              + " be so. Refused where the ledger checks no permissions.")
  public FreezeView freeze(NetworkId network, @Nullable FreezeInput body) {
    FreezeInput wanted = Input.body(body);
    Input input = new Input();
    Freeze.Kind kind = input.required("kind", wanted.kind(), Freeze.Kind.ACCOUNT);
    String address = input.required("address", wanted.address(), "x");
    boolean frozen = input.required("frozen", wanted.frozen(), true);
    String reason = input.required("reason", wanted.reason(), "x");
    String reference = input.required("reference", wanted.reference(), "x");
    input.check();
    return FreezeView.of(
        freezes.begin(
            choice.actor(),
            choice.tenant(),
            network,
            new FreezeRequest(kind, address, frozen, reason, reference)));
  }

  @GET
  @Operation(operationId = "listFreezes", summary = "What was frozen and let go, newest first")
  public ListView<FreezeView> list(NetworkId network, @BeanParam Paging paging) {
    return ListView.of(
        freezes.list(choice.actor(), choice.tenant(), network, paging.request()), FreezeView::of);
  }

  @GET
  @Path("/{freeze}")
  @Operation(operationId = "getFreeze", summary = "One record, with its transactions")
  public FreezeView get(NetworkId network, FreezeId freeze) {
    return FreezeView.of(freezes.get(choice.actor(), choice.tenant(), network, freeze));
  }
}
