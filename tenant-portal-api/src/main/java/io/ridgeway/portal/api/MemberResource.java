package io.ridgeway.portal.api;

import io.quarkus.security.Authenticated;
import io.ridgeway.engine.access.TenantRole;
import io.ridgeway.engine.member.HoldingDesk;
import io.ridgeway.engine.member.InvitationDesk;
import io.ridgeway.engine.member.MemberDesk;
import io.ridgeway.model.InvitationId;
import io.ridgeway.model.UserId;
import io.ridgeway.portal.view.HoldingsView;
import io.ridgeway.portal.view.InvitationView;
import io.ridgeway.portal.view.ListView;
import io.ridgeway.portal.view.MemberView;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** The organisation's members, and those who are invited. */
@Path("/v1/members")
@Authenticated
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "organisation")
public final class MemberResource {
  private final TenantChoice choice;
  private final MemberDesk members;
  private final HoldingDesk holdings;
  private final InvitationDesk invitations;

  public MemberResource(
      TenantChoice choice, MemberDesk members, HoldingDesk holdings, InvitationDesk invitations) {
    this.choice = choice;
    this.members = members;
    this.holdings = holdings;
    this.invitations = invitations;
  }

  /** Who is to come, and as what. */
  @Schema(name = "InvitationInput")
  public record InvitationInput(@Nullable String email, @Nullable TenantRole role) {}

  /** What a member is to be. */
  @Schema(name = "MemberRoleInput")
  public record MemberRoleInput(@Nullable TenantRole role) {}

  @GET
  @Operation(operationId = "members", summary = "Your organisation's members and their roles")
  public ListView<MemberView> list() {
    return ListView.of(
        members.list(choice.actor(), choice.tenant()).stream().map(MemberView::of).toList());
  }

  @PUT
  @Path("/{member}/role")
  @Operation(
      operationId = "changeMemberRole",
      summary = "Give a member another role",
      description =
          "It holds from their next request on. Who becomes a viewer loses the API keys that were"
              + " issued to them. The last administrator stays one.")
  public MemberView change(UserId member, @Nullable MemberRoleInput body) {
    Input input = new Input();
    TenantRole role = input.required("role", Input.body(body).role(), TenantRole.VIEWER);
    input.check();
    return MemberView.of(members.change(choice.actor(), choice.tenant(), member, role));
  }

  @DELETE
  @Path("/{member}")
  @Operation(
      operationId = "removeMember",
      summary = "Remove a member, or leave",
      description =
          "It holds from their next request on, and the API keys that were issued to them are"
              + " revoked. The last administrator can't go. The answer lists what they could still"
              + " hold, which goes on; it is empty for who leaves.")
  public HoldingsView remove(UserId member) {
    // Looked through before: nobody is removed by a call whose answer then fails.
    HoldingsView held =
        choice.actor().user().equals(member) ? HoldingsView.NOTHING : holdings(member);
    members.remove(choice.actor(), choice.tenant(), member);
    return held;
  }

  @GET
  @Path("/{member}/holdings")
  @Operation(
      operationId = "memberHoldings",
      summary = "What a person could hold that opens something of yours",
      description =
          "Secrets that were shown to them and keys that they brought, as the audit trail has it:"
              + " whether they are a member or not any more. None of it ends by itself; end says"
              + " what ends it or gives it to somebody else. Copies of managed keys are listed"
              + " whatever custody does with its own (state): they go on signing. complete is false"
              + " if more than 10,000 of their doings would have to be looked through.")
  public HoldingsView holdings(UserId member) {
    return HoldingsView.of(holdings.list(choice.actor(), choice.tenant(), member));
  }

  @POST
  @Path("/invitations")
  @ResponseStatus(201)
  @Operation(
      operationId = "inviteMember",
      summary = "Invite an e-mail address",
      description =
          "The answer has a code, this once. Hand it to the person; no mail is sent. Within seven"
              + " days they sign in with an account of that address and show it.")
  public InvitationView.Made invite(@Nullable InvitationInput body) {
    InvitationInput wanted = Input.body(body);
    Input input = new Input();
    String email = input.required("email", wanted.email(), "x");
    TenantRole role = input.required("role", wanted.role(), TenantRole.VIEWER);
    input.check();
    return InvitationView.Made.of(invitations.invite(choice.actor(), choice.tenant(), email, role));
  }

  @GET
  @Path("/invitations")
  @Operation(
      operationId = "listInvitations",
      summary = "The invitations of the last 30 days, newest first")
  public ListView<InvitationView> invitations() {
    return ListView.of(
        invitations.list(choice.actor(), choice.tenant()).stream()
            .map(InvitationView::of)
            .toList());
  }

  @DELETE
  @Path("/invitations/{invitation}")
  @Operation(operationId = "withdrawInvitation", summary = "Take an invitation back")
  public void withdraw(InvitationId invitation) {
    invitations.withdraw(choice.actor(), choice.tenant(), invitation);
  }
}
