package io.ridgeway.portal.api;

import io.quarkus.security.Authenticated;
import io.ridgeway.engine.takedown.TakedownDesk;
import io.ridgeway.engine.takedown.TakedownRequest;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TakedownId;
import io.ridgeway.portal.view.ListView;
import io.ridgeway.portal.view.TakedownView;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Private data that are erased, and the records of it. */
@Path("/v1/networks/{network}/takedowns")
@Authenticated
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "contracts")
public final class TakedownResource {
  private final TenantChoice choice;
  private final TakedownDesk takedowns;

  public TakedownResource(TenantChoice choice, TakedownDesk takedowns) {
    this.choice = choice;
    this.takedowns = takedowns;
  }

  /**
   * What is to be erased, and why.
   *
   * @param contract its name
   * @param collection where the data are; {@code _implicit_org_NAME} for what an organisation keeps
   *     for itself
   * @param keys of the data, 1 to 20; they are kept sealed until it is done, and by their hashes
   *     from then on
   * @param reason why, for people; kept for good, so nothing personal
   * @param reference what asks for it: a file number, a request's, a court's
   */
  @Schema(name = "TakedownInput")
  public record TakedownInput(
      @Nullable String contract,
      @Nullable String collection,
      @Nullable List<String> keys,
      @Nullable String reason,
      @Nullable String reference) {}

  @POST
  @ResponseStatus(202)
  @Operation(
      operationId = "takeDown",
      summary = "Erase private data at every node that has them, and keep the record of it",
      description =
          "The contract is asked to purge them, and every node whether they are gone; the operation"
              + " tells how far it is. Their hashes stay in the ledger's blocks, and copies outside"
              + " the network aren't reached.")
  public TakedownView take(NetworkId network, @Nullable TakedownInput body) {
    TakedownInput wanted = Input.body(body);
    Input input = new Input();
    String contract = input.required("contract", wanted.contract(), "x");
    String collection = input.required("collection", wanted.collection(), "x");
    List<String> keys = input.required("keys", wanted.keys(), List.of("x"));
    String reason = input.required("reason", wanted.reason(), "x");
    String reference = input.required("reference", wanted.reference(), "x");
    input.check();
    return TakedownView.of(
        takedowns.begin(
            choice.actor(),
            choice.tenant(),
            network,
            new TakedownRequest(
                contract,
                collection,
                // A list may hold nothing at a place; that is no key.
                keys.stream().map(key -> Objects.requireNonNullElse(key, "")).toList(),
                reason,
                reference)));
  }

  @GET
  @Operation(operationId = "listTakedowns", summary = "The network's takedowns, newest first")
  public ListView<TakedownView> list(NetworkId network, @BeanParam Paging paging) {
    return ListView.of(
        takedowns.list(choice.actor(), choice.tenant(), network, paging.request()),
        TakedownView::of);
  }

  @GET
  @Path("/{takedown}")
  @Operation(operationId = "getTakedown", summary = "One takedown's record, with what nodes said")
  public TakedownView get(NetworkId network, TakedownId takedown) {
    return TakedownView.of(takedowns.get(choice.actor(), choice.tenant(), network, takedown));
  }

  @POST
  @Path("/{takedown}/retries")
  @ResponseStatus(202)
  @Operation(
      operationId = "retryTakedown",
      summary = "Try one again that failed, or that not every node confirmed")
  public TakedownView retry(NetworkId network, TakedownId takedown) {
    return TakedownView.of(takedowns.retry(choice.actor(), choice.tenant(), network, takedown));
  }
}
