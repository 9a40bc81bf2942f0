package io.ridgeway.portal.page;

import io.quarkus.security.Authenticated;
import io.ridgeway.engine.tenant.Tenant;
import io.ridgeway.engine.tenant.TenantDesk;
import io.ridgeway.engine.tenant.VerificationFile;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.pages.Form;
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
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The organisation: who it is, whether that is verified, and its members. */
@Path("/organisation")
@Authenticated
@Blocking
@Produces(MediaType.TEXT_HTML)
public final class OrganisationPage {
  private static final String TEMPLATE = "portal/organisation";

  private final Portal portal;
  private final TenantDesk tenants;

  public OrganisationPage(Portal portal, TenantDesk tenants) {
    this.portal = portal;
    this.tenants = tenants;
  }

  @GET
  @Operation(hidden = true)
  public Response show() {
    return portal.page(TEMPLATE, data(Form.empty()));
  }

  @POST
  @Path("/verification")
  @Operation(hidden = true)
  public Response handIn() {
    Form form = portal.form();
    String legalName = text(form, "legalName", 200);
    String number = text(form, "registrationNumber", 64);
    String representative = text(form, "representative", 120);
    if (form.hasErrors()) {
      return portal.again(TEMPLATE, data(form));
    }
    try {
      tenants.submit(portal.actor(), portal.tenant(), legalName, number, representative);
      return portal.goTo("/organisation?done=file-handed-in");
    } catch (Refusal refusal) {
      return portal.refused(refusal, TEMPLATE, data(form));
    }
  }

  private String text(Form form, String field, int max) {
    String text = form.required(field, portal.texts().get("form.missing"));
    if (text.length() > max || text.chars().anyMatch(Character::isISOControl)) {
      form.reject(field, portal.texts().get("form.too-long", max));
    }
    return text;
  }

  private Map<String, Object> data(Form form) {
    TenantId id = portal.tenant();
    Tenant tenant = tenants.get(portal.actor(), id);
    Optional<VerificationFile> file = tenants.file(portal.actor(), id);
    Map<String, Object> data = new HashMap<>();
    data.put("tenant", tenant);
    data.put("members", tenants.members(portal.actor(), id));
    data.put("files", file.map(List::of).orElse(List.of()));
    data.put("decisions", file.flatMap(VerificationFile::decision).map(List::of).orElse(List.of()));
    data.put(
        "mayHandIn",
        switch (tenant.verification()) {
          case UNVERIFIED, REJECTED -> true;
          case SUBMITTED, VERIFIED -> false;
        });
    data.put("form", form.isEmpty() ? file.map(OrganisationPage::typed).orElse(form) : form);
    return data;
  }

  /** What was handed in before, so that a rejected file is only corrected. */
  private static Form typed(VerificationFile file) {
    return new Form(
        Map.of(
            "legalName", List.of(file.legalName()),
            "registrationNumber", List.of(file.registrationNumber()),
            "representative", List.of(file.representative())));
  }
}
