package io.ridgeway.portal.api;

import io.quarkus.security.Authenticated;
import io.ridgeway.engine.access.CurrentActor;
import io.ridgeway.engine.member.InvitationDesk;
import io.ridgeway.portal.view.MeView;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Where who was invited comes in: they belong to no organisation yet. */
@Path("/v1/memberships")
@Authenticated
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "organisation")
public final class MembershipResource {
  private final CurrentActor actor;
  private final InvitationDesk invitations;

  public MembershipResource(CurrentActor actor, InvitationDesk invitations) {
    this.actor = actor;
    this.invitations = invitations;
  }

  /** The code of an invitation. */
  @Schema(name = "InvitationCodeInput")
  public record InvitationCodeInput(@Nullable String code) {
    @Override
    public String toString() {
      return "InvitationCodeInput";
    }
  }

  @POST
  @ResponseStatus(201)
  @Operation(
      operationId = "joinOrganisation",
      summary = "Accept an invitation by its code",
      description = "You must be signed in with an account of the address that was invited.")
  public MeView.Mine join(@Nullable InvitationCodeInput body) {
    Input input = new Input();
    String code = input.required("code", Input.body(body).code(), "x");
    input.check();
    return MeView.Mine.of(invitations.join(actor.get(), code));
  }
}
