package io.ridgeway.portal.api;

import io.quarkus.security.Authenticated;
import io.ridgeway.engine.gateway.ApplicationDesk;
import io.ridgeway.model.ApplicationId;
import io.ridgeway.portal.view.BsnApplicationView;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Freezes applications that speak BSN's protocol, and takes them out of force. */
@Path("/v1/bsn-applications/{application}")
@Authenticated
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "keys and credentials")
public final class BsnApplicationChangeResource {
  private final TenantChoice choice;
  private final ApplicationDesk applications;

  public BsnApplicationChangeResource(TenantChoice choice, ApplicationDesk applications) {
    this.choice = choice;
    this.applications = applications;
  }

  /**
   * How it shall be; what is left out stays.
   *
   * @param emptyMac whether answers shall carry no signature
   * @param frozen whether its calls are to be refused
   */
  public record Switches(@Nullable Boolean emptyMac, @Nullable Boolean frozen) {}

  @PUT
  @Path("/switches")
  @Operation(
      operationId = "switchBsnApplication",
      summary = "Freeze an application, or leave its answers unsigned")
  public BsnApplicationView change(ApplicationId application, @Nullable Switches body) {
    Switches wanted = Input.body(body);
    return BsnApplicationView.of(
        applications.change(
            choice.actor(),
            choice.tenant(),
            application,
            Optional.ofNullable(wanted.emptyMac()),
            Optional.ofNullable(wanted.frozen())));
  }

  @DELETE
  @Operation(
      operationId = "revokeBsnApplication",
      summary = "Take an application out of force at once")
  public void revoke(ApplicationId application) {
    applications.revoke(choice.actor(), choice.tenant(), application);
  }
}
