package io.ridgeway.ops.api;

import io.ridgeway.engine.access.CurrentActor;
import io.ridgeway.engine.takedown.Takedown;
import io.ridgeway.engine.takedown.TakedownDesk;
import io.ridgeway.engine.takedown.TakedownRequest;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TakedownId;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Private data of any network that an operator has erased on a lawful order. */
@Path("/ops/v1")
@RolesAllowed("operator")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "operations desk")
public final class TakedownResource {
  private final CurrentActor actor;
  private final TakedownDesk desk;

  public TakedownResource(CurrentActor actor, TakedownDesk desk) {
    this.actor = actor;
    this.desk = desk;
  }

  /**
   * What is to be erased, and by whose order.
   *
   * @param keys of the data, 1 to 20
   * @param reason why; the network's tenant reads it
   * @param reference the order's
   */
  @Schema(name = "OrderedTakedownInput")
  public record OrderedInput(
      @Nullable String contract,
      @Nullable String collection,
      @Nullable List<String> keys,
      @Nullable String reason,
      @Nullable String reference) {}

  /** A record, as operators see it; keys by their hashes. */
  public record TakedownRow(
      String id,
      String tenant,
      Takedown.State state,
      String contract,
      String collection,
      List<String> keyHashes,
      String reason,
      String reference,
      String requestedBy,
      boolean ordered,
      Instant requestedAt,
      Optional<String> transaction,
      Optional<Long> block,
      List<AnswerRow> answers,
      Optional<Instant> endedAt,
      String message,
      String operation) {
    static TakedownRow of(Takedown t) {
      return new TakedownRow(
          t.id().value(),
          t.tenant().value(),
          t.state(),
          t.contract(),
          t.collection(),
          t.keyHashes(),
          t.reason(),
          t.reference(),
          t.requestedBy(),
          t.ordered(),
          t.requestedAt(),
          t.outcome().map(Takedown.Outcome::transaction),
          t.outcome().map(Takedown.Outcome::block),
          t.answers().stream()
              .map(
                  a ->
                      new AnswerRow(
                          a.node().value(), a.organisation(), a.found(), a.height(), a.detail()))
              .toList(),
          t.endedAt(),
          t.message(),
          t.operation().value());
    }
  }

  /** What a node said. */
  public record AnswerRow(
      String node, String organisation, String found, long height, String detail) {}

  @POST
  @Path("/networks/{network}/takedowns")
  @ResponseStatus(202)
  @Operation(
      operationId = "opsTakeDown",
      summary = "Erase private data of any network on a lawful order, and keep the record of it")
  public TakedownRow order(NetworkId network, @Nullable OrderedInput body) {
    if (body == null) {
      throw new Refusal(ProblemType.BAD_REQUEST, "The request has no body.");
    }
    return TakedownRow.of(
        desk.order(
            actor.get(),
            network,
            new TakedownRequest(
                said(body.contract()),
                said(body.collection()),
                // What is missing is told with all else that is wrong.
                Objects.requireNonNullElse(body.keys(), List.<String>of()).stream()
                    .map(TakedownResource::said)
                    .toList(),
                said(body.reason()),
                said(body.reference()))));
  }

  private static String said(@Nullable String text) {
    return Objects.requireNonNullElse(text, "");
  }

  @GET
  @Path("/networks/{network}/takedowns")
  @Operation(
      operationId = "opsListTakedowns",
      summary = "The takedowns of any network, newest first")
  public OpsPaging.Listed<TakedownRow> list(NetworkId network, @BeanParam OpsPaging paging) {
    return OpsPaging.Listed.of(desk.list(actor.get(), network, paging.request()), TakedownRow::of);
  }

  @GET
  @Path("/networks/{network}/takedowns/{takedown}")
  @Operation(operationId = "opsGetTakedown", summary = "One takedown of any network")
  public TakedownRow get(NetworkId network, TakedownId takedown) {
    return TakedownRow.of(desk.get(actor.get(), network, takedown));
  }

  @POST
  @Path("/networks/{network}/takedowns/{takedown}/retries")
  @ResponseStatus(202)
  @Operation(
      operationId = "opsRetryTakedown",
      summary = "Try one again that failed, or that not every node confirmed")
  public TakedownRow retry(NetworkId network, TakedownId takedown) {
    return TakedownRow.of(desk.retry(actor.get(), network, takedown));
  }
}
