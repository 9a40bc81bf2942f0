package io.ridgeway.ops.api;

import io.ridgeway.engine.access.CurrentActor;
import io.ridgeway.engine.order.EndedTerms;
import io.ridgeway.engine.order.EndedTerms.EndedTerm;
import io.ridgeway.ops.api.OpsPaging.Listed;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Networks that run on though their term is over. */
@Path("/ops/v1/ended-terms")
@RolesAllowed("operator")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "operations desk")
public final class EndedTermResource {
  private final CurrentActor actor;
  private final EndedTerms terms;

  public EndedTermResource(CurrentActor actor, EndedTerms terms) {
    this.actor = actor;
    this.terms = terms;
  }

  /**
   * A network that runs on.
   *
   * @param endedAt when what was bought ended
   */
  public record EndedTermRow(
      String network,
      String name,
      String tenant,
      String state,
      String subscription,
      Instant endedAt) {
    static EndedTermRow of(EndedTerm e) {
      return new EndedTermRow(
          e.network().id().value(),
          e.network().spec().name(),
          e.network().tenant().value(),
          e.network().state().name(),
          e.subscription().id().value(),
          e.subscription().to());
    }
  }

  @GET
  @Operation(
      operationId = "opsEndedTerms",
      summary = "Networks that run on though their term is over, newest first",
      description = "Nothing stops or deletes them by itself.")
  public Listed<EndedTermRow> list(@BeanParam OpsPaging paging) {
    return Listed.of(terms.list(actor.get(), paging.request()), EndedTermRow::of);
  }
}
