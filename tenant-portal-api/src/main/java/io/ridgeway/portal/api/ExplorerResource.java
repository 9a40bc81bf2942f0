package io.ridgeway.portal.api;

import io.quarkus.security.Authenticated;
import io.ridgeway.engine.explorer.ExplorerDesk;
import io.ridgeway.engine.explorer.ExplorerDesk.Hit;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.portal.view.ExplorerView.BlockView;
import io.ridgeway.portal.view.ExplorerView.BlocksView;
import io.ridgeway.portal.view.ExplorerView.HitView;
import io.ridgeway.portal.view.ExplorerView.TransactionView;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What is on a network's ledger. Reading it counts as no usage. */
@Path("/v1/networks/{network}/explorer")
@Authenticated
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "explorer")
public final class ExplorerResource {
  private final TenantChoice choice;
  private final ExplorerDesk explorer;

  public ExplorerResource(TenantChoice choice, ExplorerDesk explorer) {
    this.choice = choice;
    this.explorer = explorer;
  }

  @GET
  @Path("/blocks")
  @Operation(
      operationId = "exploreBlocks",
      summary = "The newest blocks, or those before one; at most 50")
  public BlocksView blocks(
      NetworkId network,
      @QueryParam("before") Optional<Long> before,
      @QueryParam("limit") @DefaultValue("20") int limit) {
    OptionalLong from = before.isPresent() ? OptionalLong.of(before.get()) : OptionalLong.empty();
    return BlocksView.of(explorer.blocks(choice.actor(), choice.tenant(), network, from, limit));
  }

  @GET
  @Path("/blocks/{block}")
  @Operation(
      operationId = "exploreBlock",
      summary = "One block and its transactions, by its number; or latest")
  public BlockView block(NetworkId network, String block) {
    OptionalLong number =
        block.equals("latest") ? OptionalLong.empty() : OptionalLong.of(number(block));
    return BlockView.of(explorer.block(choice.actor(), choice.tenant(), network, number));
  }

  /** What is no number is no block. */
  private static long number(String text) {
    return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1;
  }

  @GET
  @Path("/transactions/{transaction}")
  @Operation(
      operationId = "exploreTransaction",
      summary = "One transaction, its call and events as far as they can be made out")
  public TransactionView transaction(NetworkId network, String transaction) {
    return TransactionView.of(
        explorer.transaction(choice.actor(), choice.tenant(), network, transaction));
  }

  @GET
  @Path("/search")
  @Operation(
      operationId = "exploreSearch",
      summary = "What a block's number, a transaction's id or an address leads to")
  public HitView search(NetworkId network, @QueryParam("q") Optional<String> text) {
    return explorer
        .search(choice.actor(), choice.tenant(), network, text.orElse(""))
        .map(ExplorerResource::view)
        .orElseThrow(
            () ->
                new Refusal(
                    ProblemType.INVALID,
                    "q is a block's number, a transaction's id or an address."));
  }

  private static HitView view(Hit hit) {
    if (hit instanceof Hit.OfBlock block) {
      return new HitView("BLOCK", Long.toString(block.number()));
    } else if (hit instanceof Hit.OfTransaction transaction) {
      return new HitView("TRANSACTION", transaction.id());
    }
    return new HitView("ADDRESS", ((Hit.OfAddress) hit).address());
  }
}
