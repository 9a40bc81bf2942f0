package io.ridgeway.portal.page;

import io.quarkus.security.Authenticated;
import io.ridgeway.engine.access.Membership;
import io.ridgeway.engine.member.InvitationDesk;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.pages.Form;
import io.ridgeway.pages.Pages;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Where who was invited shows the code. It is typed, so that no address of a page holds it. */
@Path("/organisation/join")
@Authenticated
@Blocking
@Produces(MediaType.TEXT_HTML)
public final class JoinPage {
  private static final String TEMPLATE = "portal/join";

  private final Portal portal;
  private final Pages pages;
  private final InvitationDesk invitations;

  public JoinPage(Portal portal, Pages pages, InvitationDesk invitations) {
    this.portal = portal;
    this.pages = pages;
    this.invitations = invitations;
  }

  @GET
  @Operation(hidden = true)
  public Response form() {
    return portal.page(TEMPLATE, data(Form.empty()));
  }

  @POST
  @Operation(hidden = true)
  public Response join() {
    Form form = portal.form();
    String code = form.required("code", portal.texts().get("form.missing"));
    if (form.hasErrors()) {
      return portal.again(TEMPLATE, data(form));
    }
    try {
      Membership made = invitations.join(portal.actor(), code);
      return Response.fromResponse(portal.goTo("/?done=joined"))
          .cookie(pages.cookie(Portal.CHOICE, made.tenant().value(), NewCookie.DEFAULT_MAX_AGE))
          .build();
    } catch (Refusal refusal) {
      return portal.refused(refusal, TEMPLATE, data(Form.empty()));
    }
  }

  private Map<String, Object> data(Form form) {
    return Map.of("form", form, "email", portal.actor().email().orElse(""));
  }
}
