package io.ridgeway.pages;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Keeps the language and the theme that a reader chooses; nobody has to be signed in. */
@Path("/preferences")
@Blocking
public final class PreferencesPage {
  private static final int KEPT = (int) Duration.ofDays(365).toSeconds();

  private final Pages pages;
  private final Visit visit;

  public PreferencesPage(Pages pages, Visit visit) {
    this.pages = pages;
    this.visit = visit;
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Operation(hidden = true)
  public Response keep() {
    Form form = visit.form();
    Response.ResponseBuilder answer = Response.fromResponse(pages.goTo(ownPath(form.text("back"))));
    Theme.named(form.text("theme"))
        .ifPresent(
            t -> answer.cookie(pages.cookie(Visit.THEME, t.name().toLowerCase(Locale.ROOT), KEPT)));
    Texts.LANGUAGES.stream()
        .filter(l -> l.getLanguage().equals(form.text("language")))
        .forEach(l -> answer.cookie(pages.cookie(Visit.LANGUAGE, l.getLanguage(), KEPT)));
    return answer.build();
  }

  /** The path if it is one of this site, else the home page: no form sends a reader elsewhere. */
  static String ownPath(String path) {
    return path.matches("/([A-Za-z0-9_~.-][A-Za-z0-9_~./-]*)?") ? path : "/";
  }
}
