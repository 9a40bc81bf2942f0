package io.ridgeway.portal.api;

import io.quarkus.security.Authenticated;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.CurrentActor;
import io.ridgeway.engine.tenant.TenantDesk;
import io.ridgeway.portal.view.MeView;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Who is signed in. */
@Path("/v1/me")
@Authenticated
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "organisation")
public final class MeResource {
  private final CurrentActor actor;
  private final TenantDesk tenants;

  public MeResource(CurrentActor actor, TenantDesk tenants) {
    this.actor = actor;
    this.tenants = tenants;
  }

  @GET
  @Operation(operationId = "me", summary = "Who is signed in, and for which organisations")
  public MeView me() {
    Actor me = actor.get();
    return MeView.of(me, tenants.mine(me));
  }
}
