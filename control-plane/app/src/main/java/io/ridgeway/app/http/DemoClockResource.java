package io.ridgeway.app.http;

import io.ridgeway.app.RidgewayConfig;
import io.ridgeway.app.wiring.Work;
import io.ridgeway.engine.access.Access;
import io.ridgeway.engine.access.CurrentActor;
import io.ridgeway.engine.access.RealmRole;
import io.ridgeway.model.SettableClock;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Moves the application's clock on, where {@code ridgeway.demo-clock} allows it: for demos and
 * trials only.
 */
@Path("/ops/v1/clock")
@RolesAllowed("operator")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "operations desk")
public final class DemoClockResource {
  private static final long LONGEST_SECONDS = Duration.ofDays(800).toSeconds();

  private final RidgewayConfig config;
  private final CurrentActor actor;
  private final Access access;
  private final SettableClock clock;
  private final Work work;

  public DemoClockResource(
      RidgewayConfig config, CurrentActor actor, Access access, SettableClock clock, Work work) {
    this.config = config;
    this.actor = actor;
    this.access = access;
    this.clock = clock;
    this.work = work;
  }

  /** By how much. */
  public record Advance(@Nullable Long advanceSeconds) {}

  /** What the clock says now, and how far it was moved in all. */
  public record Moved(Instant now, long offsetSeconds) {}

  @POST
  @Operation(
      operationId = "opsAdvanceClock",
      summary = "Move the clock on; only where the demo clock is switched on")
  public Moved advance(@Nullable Advance body) {
    access.require(actor.get(), RealmRole.OPERATOR);
    if (!config.demoClock()) {
      throw new Refusal(
          ProblemType.FORBIDDEN,
          "The clock of this installation can't be moved (ridgeway.demo-clock).");
    }
    if (body == null
        || body.advanceSeconds() == null
        || body.advanceSeconds() < 1
        || body.advanceSeconds() > LONGEST_SECONDS) {
      throw new Refusal(
          ProblemType.INVALID, "advanceSeconds must be 1 to " + LONGEST_SECONDS + ".");
    }
    clock.advance(Duration.ofSeconds(body.advanceSeconds()));
    work.wake();
    return new Moved(clock.instant(), clock.offset().toSeconds());
  }
}
