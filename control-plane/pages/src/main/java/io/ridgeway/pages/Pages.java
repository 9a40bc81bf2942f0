package io.ridgeway.pages;

import io.quarkus.qute.Engine;
import io.quarkus.qute.TemplateInstance;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.RealmRole;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Renders pages in the reader's language and theme, and answers with them. */
@RequestScoped
public class Pages {
  /** What may stand in {@code ?done=}: what a page just did, said at the top of the next one. */
  private static final Set<String> DONE =
      Set.of(
          "signed-up",
          "file-handed-in",
          "ordered",
          "key-made",
          "credential-revoked",
          "credential-limited",
          "deletion-asked",
          "approved",
          "rejected",
          "city-node-registered",
          "city-node-changed",
          "city-node-removed",
          "credential-set",
          "interface-kept",
          "interface-removed",
          "invoice-paid",
          "credit-limit-set");

  private static final String HTML = "text/html;charset=UTF-8";
  private static final String POLICY =
      "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none';"
          + " frame-ancestors 'none'";

  private final Engine engine;
  private final Visit visit;

  public Pages(Engine engine, Visit visit) {
    this.engine = engine;
    this.visit = visit;
  }

  /** A page for somebody who is signed in. */
  public Response page(
      int status,
      String template,
      Actor actor,
      List<Frame.Choice> organisations,
      Map<String, Object> data) {
    Map<String, Object> all = new HashMap<>(data);
    all.put("frame", frame(Optional.of(actor), organisations));
    return answer(status, render(engine, template, visit.locale(), all));
  }

  /** A page for anybody: an error. */
  public Response page(int status, String template, Map<String, Object> data) {
    Map<String, Object> all = new HashMap<>(data);
    all.put("frame", frame(Optional.empty(), List.of()));
    return answer(status, render(engine, template, visit.locale(), all));
  }

  /** A part of a page, which needs no layout. */
  public String part(String template, Map<String, Object> data) {
    Map<String, Object> all = new HashMap<>(data);
    all.put("frame", frame(Optional.empty(), List.of()));
    return render(engine, template, visit.locale(), all);
  }

  /** Answers with a part of a page. */
  public Response partial(String html) {
    return answer(200, html);
  }

  /** Sends the reader on with GET, after a POST that did its work. */
  public Response goTo(String path) {
    return Response.seeOther(URI.create(path)).build();
  }

  /** The texts in the reader's language. */
  public Texts texts() {
    return Texts.of(visit.locale());
  }

  public Locale locale() {
    return visit.locale();
  }

  static String render(Engine engine, String template, Locale locale, Map<String, Object> data) {
    TemplateInstance page = engine.getTemplate(template).instance();
    data.forEach(page::data);
    return page.setAttribute(TemplateInstance.LOCALE, locale).render();
  }

  private Frame frame(Optional<Actor> actor, List<Frame.Choice> organisations) {
    String done = visit.query("done");
    return new Frame(
        visit.locale(),
        visit.theme(),
        visit.csrfToken(),
        visit.path(),
        actor.map(Actor::name).orElse(""),
        actor.filter(a -> a.roles().contains(RealmRole.OPERATOR)).isPresent(),
        actor.filter(a -> a.roles().contains(RealmRole.PROVIDER)).isPresent(),
        actor.filter(a -> a.roles().contains(RealmRole.AUDITOR)).isPresent(),
        organisations,
        DONE.contains(done) ? done : "");
  }

  private Response answer(int status, String html) {
    Response.ResponseBuilder answer =
        Response.status(status)
            .entity(html)
            .type(HTML)
            .header("Cache-Control", "no-store")
            .header("Content-Security-Policy", POLICY)
            .header("X-Content-Type-Options", "nosniff")
            .header("Referrer-Policy", "same-origin")
            .header("Vary", "Cookie, Accept-Language, HX-Request");
    if (visit.needsCsrfCookie()) {
      answer.cookie(cookie(Csrf.COOKIE, visit.csrfToken(), NewCookie.DEFAULT_MAX_AGE));
    }
    return answer.build();
  }

  /**
   * A cookie that scripts don't see and other sites don't send with forms.
   *
   * @param maxAge seconds; {@link NewCookie#DEFAULT_MAX_AGE} for as long as the browser is open
   */
  public NewCookie cookie(String name, String value, int maxAge) {
    return new NewCookie.Builder(name)
        .value(value)
        .path("/")
        .maxAge(maxAge)
        .httpOnly(true)
        .secure(visit.isSecure())
        .sameSite(NewCookie.SameSite.LAX)
        .build();
  }
}
