package io.ridgeway.ops.api;

import io.ridgeway.engine.access.CurrentActor;
import io.ridgeway.engine.freeze.Freeze;
import io.ridgeway.engine.freeze.FreezeDesk;
import io.ridgeway.engine.freeze.FreezeRequest;
import io.ridgeway.model.FreezeId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.model.problem.Violation;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Accounts and contracts of any network that an operator has frozen on a lawful order. */
@Path("/ops/v1")
@RolesAllowed("operator")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "operations desk")
public final class FreezeResource {
  private final CurrentActor actor;
  private final FreezeDesk desk;

  public FreezeResource(CurrentActor actor, FreezeDesk desk) {
    this.actor = actor;
    this.desk = desk;
  }

  /**
   * What is to be frozen or let go, and by whose order.
   *
   * @param kind what is at the address
   * @param address {@code 0x} and 40 hex digits
   * @param frozen whether it is to be stopped, or to go on
   * @param reason why; the network's tenant reads it
   * @param reference the order's
   */
  @Schema(name = "OrderedFreezeInput")
  public record OrderedFreeze(
      Freeze.@Nullable Kind kind,
      @Nullable String address,
      @Nullable Boolean frozen,
      @Nullable String reason,
      @Nullable String reference) {
    private FreezeRequest request() {
      List<Violation> missing = new ArrayList<>();
      if (kind == null) {
        missing.add(new Violation("kind", "Say ACCOUNT or CONTRACT."));
      }
      if (frozen == null) {
        missing.add(new Violation("frozen", "Say true to freeze, or false to let go."));
      }
      if (kind == null || frozen == null) {
        throw Refusal.of(ProblemType.INVALID, missing);
      }
      return new FreezeRequest(kind, said(address), frozen, said(reason), said(reference));
    }

    private static String said(@Nullable String text) {
      return Objects.requireNonNullElse(text, "");
    }
  }

  /** A record, as operators see it. */
  public record FreezeRow(
      String id,
      String tenant,
      Freeze.State state,
      Freeze.Kind kind,
      String address,
      boolean frozen,
      String reason,
      String reference,
      String requestedBy,
      boolean ordered,
      Instant requestedAt,
      Optional<String> administrator,
      List<String> transactions,
      Optional<Long> block,
      Optional<Instant> endedAt,
      String message,
      String operation) {
    static FreezeRow of(Freeze f) {
      return new FreezeRow(
          f.id().value(),
          f.tenant().value(),
          f.state(),
          f.kind(),
          f.address(),
          f.frozen(),
          f.reason(),
          f.reference(),
          f.requestedBy(),
          f.ordered(),
          f.requestedAt(),
          f.administrator(),
          f.transactions().stream().map(Freeze.Transaction::name).toList(),
          f.block(),
          f.endedAt(),
          f.message(),
          f.operation().value());
    }
  }

  @POST
  @Path("/networks/{network}/freezes")
  @ResponseStatus(202)
  @Operation(
      operationId = "opsFreeze",
      summary =
          "Freeze an account or a contract of any network on a lawful order, or let it go, and keep"
              + " the record")
  public FreezeRow order(NetworkId network, @Nullable OrderedFreeze body) {
    if (body == null) {
      throw new Refusal(ProblemType.BAD_REQUEST, "The request has no body.");
    }
    return FreezeRow.of(desk.order(actor.get(), network, body.request()));
  }

  @GET
  @Path("/networks/{network}/freezes")
  @Operation(
      operationId = "opsListFreezes",
      summary = "What was frozen and let go on any network's ledger, newest first")
  public OpsPaging.Listed<FreezeRow> list(NetworkId network, @BeanParam OpsPaging paging) {
    return OpsPaging.Listed.of(desk.list(actor.get(), network, paging.request()), FreezeRow::of);
  }

  @GET
  @Path("/networks/{network}/freezes/{freeze}")
  @Operation(operationId = "opsGetFreeze", summary = "One such record of any network")
  public FreezeRow get(NetworkId network, FreezeId freeze) {
    return FreezeRow.of(desk.get(actor.get(), network, freeze));
  }
}
