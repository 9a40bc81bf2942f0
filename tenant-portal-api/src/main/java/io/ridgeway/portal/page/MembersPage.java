package io.ridgeway.portal.page;

import io.quarkus.security.Authenticated;
import io.ridgeway.engine.access.Membership;
import io.ridgeway.engine.access.TenantRole;
import io.ridgeway.engine.member.HoldingDesk;
import io.ridgeway.engine.member.Invitation;
import io.ridgeway.engine.member.InvitationDesk;
import io.ridgeway.engine.member.MemberDesk;
import io.ridgeway.model.InvitationId;
import io.ridgeway.model.UserId;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.pages.Form;
import io.ridgeway.pages.PathSegment;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The organisation's members: who they are, who is invited, and who goes. */
@Path("/organisation/members")
@Authenticated
@Blocking
@Produces(MediaType.TEXT_HTML)
public final class MembersPage {
  private static final String TEMPLATE = "portal/members";

  /**
   * Something that a person could hold.
   *
   * @param door the page where it is ended, or given to somebody else
   */
  public record Held(HoldingDesk.Holding it, String door) {
    static Held of(HoldingDesk.Holding it) {
      String page =
          switch (it.end()) {
            case NEW_APPLICATION -> "bsn-applications";
            case NEW_CERTIFICATE -> "clients";
            case ROTATION -> "webhooks";
            case NEW_KEY, SUCCESSOR -> "managed-keys";
          };
      return new Held(it, "/networks/" + it.network() + "/" + page);
    }
  }

  private final Portal portal;
  private final MemberDesk members;
  private final HoldingDesk holdings;
  private final InvitationDesk invitations;

  public MembersPage(
      Portal portal, MemberDesk members, HoldingDesk holdings, InvitationDesk invitations) {
    this.portal = portal;
    this.members = members;
    this.holdings = holdings;
    this.invitations = invitations;
  }

  @GET
  @Operation(hidden = true)
  public Response show() {
    return portal.page(TEMPLATE, data(Form.empty()));
  }

  /** The code is on the answer's page only: neither in an address nor kept. */
  @POST
  @Path("/invitations")
  @Operation(hidden = true)
  public Response invite() {
    Form form = portal.form();
    String email = form.required("email", portal.texts().get("form.missing"));
    Optional<TenantRole> role = role(form);
    if (role.isEmpty()) {
      form.reject("role", portal.texts().get("form.choose"));
    }
    if (form.hasErrors()) {
      return portal.again(TEMPLATE, data(form));
    }
    try {
      InvitationDesk.Invited invited =
          invitations.invite(portal.actor(), portal.tenant(), email, role.orElseThrow());
      return portal.page("portal/member-invited", Map.of("invited", invited));
    } catch (Refusal refusal) {
      return portal.refused(refusal, TEMPLATE, data(form));
    }
  }

  @POST
  @Path("/{what: role|removal|withdrawal}")
  @Operation(hidden = true)
  public Response change(String what) {
    Form form = portal.form();
    String missing = portal.texts().get("form.missing");
    try {
      switch (what) {
        case "role" ->
            members.change(
                portal.actor(),
                portal.tenant(),
                member(form, missing),
                role(form).orElseThrow(() -> new Refusal(ProblemType.INVALID, missing)));
        case "removal" -> {
          UserId member = member(form, missing);
          members.remove(portal.actor(), portal.tenant(), member);
          return portal.goTo(
              member.equals(portal.actor().user())
                  ? "/?done=member-left"
                  : at(member) + "?done=member-removal");
        }
        default -> invitations.withdraw(portal.actor(), portal.tenant(), invitation(form));
      }
      return portal.goTo("/organisation/members?done=member-" + what);
    } catch (Refusal refusal) {
      return portal.refused(refusal, TEMPLATE, data(Form.empty()));
    }
  }

  /** What the person could hold, and how they are removed if they are still there. */
  @GET
  @Path("/{member}")
  @Operation(hidden = true)
  public Response one(UserId member) {
    HoldingDesk.Holdings held = holdings.list(portal.actor(), portal.tenant(), member);
    Optional<Membership> there =
        members.list(portal.actor(), portal.tenant()).stream()
            .filter(m -> m.user().equals(member))
            .findFirst();
    Map<String, Object> data = new HashMap<>();
    data.put("held", held.items().stream().map(Held::of).toList());
    data.put("complete", held.complete());
    data.put("me", portal.actor().user());
    data.put("members", there.stream().toList());
    return portal.page("portal/member-holdings", data);
  }

  private static String at(UserId member) {
    return "/organisation/members/" + PathSegment.of(member.value());
  }

  private static UserId member(Form form, String missing) {
    try {
      return new UserId(form.text("member"));
    } catch (IllegalArgumentException e) {
      throw new Refusal(ProblemType.INVALID, missing);
    }
  }

  private static InvitationId invitation(Form form) {
    try {
      return new InvitationId(form.text("invitation"));
    } catch (IllegalArgumentException e) {
      throw new Refusal(ProblemType.NOT_FOUND, "There is no such invitation.");
    }
  }

  private static Optional<TenantRole> role(Form form) {
    return Stream.of(TenantRole.values())
        .filter(r -> r.name().equals(form.text("role")))
        .findFirst();
  }

  private Map<String, Object> data(Form form) {
    List<Membership> all = members.list(portal.actor(), portal.tenant());
    boolean administers =
        all.stream()
            .anyMatch(m -> m.user().equals(portal.actor().user()) && m.role() == TenantRole.ADMIN);
    Map<String, Object> data = new HashMap<>();
    data.put("members", all);
    data.put("me", portal.actor().user());
    data.put("administers", administers);
    data.put(
        "invitations",
        administers
            ? invitations.list(portal.actor(), portal.tenant()).stream()
                .filter(s -> s.state() != Invitation.State.REFUSED)
                .toList()
            : List.of());
    data.put("roles", TenantRole.values());
    data.put("form", form);
    return data;
  }
}
