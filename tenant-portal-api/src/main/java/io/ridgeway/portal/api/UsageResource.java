package io.ridgeway.portal.api;

import io.quarkus.security.Authenticated;
import io.ridgeway.engine.account.UsageDesk;
import io.ridgeway.model.NetworkId;
import io.ridgeway.portal.view.UsageView;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What a network used. */
@Path("/v1/networks/{network}/usage")
@Authenticated
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "usage and invoices")
public final class UsageResource {
  private static final Duration USUAL = Duration.ofDays(30);

  private final TenantChoice choice;
  private final UsageDesk usage;
  private final Clock clock;

  public UsageResource(TenantChoice choice, UsageDesk usage, Clock clock) {
    this.choice = choice;
    this.usage = usage;
    this.clock = clock;
  }

  @GET
  @Operation(
      operationId = "getUsage",
      summary =
          "Usage records that begin within [from, to), and their totals; the last 30 days if not said")
  public UsageView get(
      NetworkId network,
      @QueryParam("from") Optional<String> from,
      @QueryParam("to") Optional<String> to) {
    Instant end = to.map(t -> instant("to", t)).orElseGet(() -> clock.instant().plusSeconds(1));
    Instant start = from.map(f -> instant("from", f)).orElse(end.minus(USUAL));
    return UsageView.of(usage.of(choice.actor(), choice.tenant(), network, start, end));
  }

  private static Instant instant(String field, String text) {
    return Input.at(
        field,
        () -> {
          try {
            return Instant.parse(text);
          } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                field + " must be an instant like 2026-01-31T00:00:00Z", e);
          }
        });
  }
}
