package io.ridgeway.portal.page;

import io.quarkus.security.Authenticated;
import io.ridgeway.engine.tenant.Tenant;
import io.ridgeway.engine.tenant.TenantDesk;
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
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Signs an organisation up, and chooses among several. */
@Path("/organisation")
@Authenticated
@Blocking
@Produces(MediaType.TEXT_HTML)
public final class SignUpPage {
  private static final String TEMPLATE = "portal/sign-up";
  private static final int LONGEST_NAME = 120;

  private final Portal portal;
  private final Pages pages;
  private final TenantDesk tenants;

  public SignUpPage(Portal portal, Pages pages, TenantDesk tenants) {
    this.portal = portal;
    this.pages = pages;
    this.tenants = tenants;
  }

  /** A country as the form offers it. */
  public record Country(String code, String name) {}

  @GET
  @Path("/new")
  @Operation(hidden = true)
  public Response form() {
    return show(portal);
  }

  @POST
  @Path("/new")
  @Operation(hidden = true)
  public Response signUp() {
    Form form = portal.form();
    String name = form.required("name", portal.texts().get("sign-up.name.missing"));
    String country = form.required("country", portal.texts().get("sign-up.country.missing"));
    if (name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
      form.reject("name", portal.texts().get("sign-up.name.wrong"));
    }
    if (!country.isEmpty() && !List.of(Locale.getISOCountries()).contains(country)) {
      form.reject("country", portal.texts().get("sign-up.country.missing"));
    }
    if (form.hasErrors()) {
      return portal.again(TEMPLATE, data(portal));
    }
    try {
      Tenant made = tenants.signUp(portal.actor(), name, country);
      return chosen(made.id().value(), "/?done=signed-up");
    } catch (Refusal refusal) {
      return portal.refused(refusal, TEMPLATE, data(portal));
    }
  }

  @POST
  @Path("/choice")
  @Operation(hidden = true)
  public Response choose() {
    // A made-up one shows nothing: only the reader's own organisations are ever looked at.
    return chosen(portal.form().text("organisation").replaceAll("[^a-z0-9]", ""), "/");
  }

  static Response show(Portal portal) {
    return portal.page(TEMPLATE, data(portal));
  }

  private static Map<String, Object> data(Portal portal) {
    Locale locale = portal.locale();
    List<Country> countries =
        Arrays.stream(Locale.getISOCountries())
            .map(
                code ->
                    new Country(
                        code,
                        new Locale.Builder().setRegion(code).build().getDisplayCountry(locale)))
            .sorted(Comparator.comparing(Country::name, java.text.Collator.getInstance(locale)))
            .toList();
    return Map.of("form", portal.form(), "countries", countries);
  }

  private Response chosen(String organisation, String path) {
    return Response.fromResponse(portal.goTo(path))
        .cookie(pages.cookie(Portal.CHOICE, organisation, NewCookie.DEFAULT_MAX_AGE))
        .build();
  }
}
