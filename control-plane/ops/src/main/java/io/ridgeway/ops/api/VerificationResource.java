package io.ridgeway.ops.api;

import io.ridgeway.engine.access.CurrentActor;
import io.ridgeway.engine.tenant.Tenant;
import io.ridgeway.engine.tenant.TenantDesk;
import io.ridgeway.engine.tenant.VerificationFile;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.ops.api.OpsPaging.Listed;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The queue of real-name files. */
@Path("/ops/v1/verifications")
@RolesAllowed("operator")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "operations desk")
public final class VerificationResource {
  private static final int LONGEST_REASON = 500;

  private final CurrentActor actor;
  private final TenantDesk tenants;

  public VerificationResource(CurrentActor actor, TenantDesk tenants) {
    this.actor = actor;
    this.tenants = tenants;
  }

  /** A file that waits. */
  public record Waiting(
      String tenant,
      String legalName,
      String registrationNumber,
      String representative,
      Instant submittedAt) {
    static Waiting of(VerificationFile f) {
      return new Waiting(
          f.tenant().value(),
          f.legalName(),
          f.registrationNumber(),
          f.representative(),
          f.submittedAt());
    }
  }

  /** An operator's word; a rejection needs a reason, which the tenant reads. */
  public record Decision(@Nullable Boolean approved, @Nullable String reason) {}

  /** The organisation after the decision. */
  public record Decided(String tenant, Tenant.Verification verification) {}

  @GET
  @Operation(operationId = "listVerifications", summary = "The files that wait, oldest first")
  public Listed<Waiting> waiting() {
    return Listed.of(tenants.waiting(actor.get()).stream().map(Waiting::of).toList());
  }

  @POST
  @Path("/{tenant}")
  @Operation(
      operationId = "decideVerification",
      summary = "Approve or reject an organisation's file")
  public Decided decide(TenantId tenant, @Nullable Decision body) {
    if (body == null || body.approved() == null) {
      throw new Refusal(
          ProblemType.INVALID,
          "Say whether it is approved: {\"approved\": true, \"reason\": \"…\"}.");
    }
    String reason = body.reason() == null ? "" : body.reason().strip();
    if (reason.length() > LONGEST_REASON) {
      throw new Refusal(
          ProblemType.INVALID, "A reason has at most " + LONGEST_REASON + " characters.");
    }
    Tenant decided = tenants.decide(actor.get(), tenant, body.approved(), reason);
    return new Decided(decided.id().value(), decided.verification());
  }
}
