package io.ridgeway.pages;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a request says of how its reader likes pages: language, theme, and the form it posts. */
@RequestScoped
public class Visit {
  static final String THEME = "ridgeway-theme";
  static final String LANGUAGE = "ridgeway-language";

  private final HttpHeaders headers;
  private final Request request;
  private final UriInfo uri;
  private final Csrf csrf;
  private Form form = Form.empty();
  private Optional<String> token = Optional.empty();

  public Visit(
      @Context HttpHeaders headers, @Context Request request, @Context UriInfo uri, Csrf csrf) {
    this.headers = headers;
    this.request = request;
    this.uri = uri;
    this.csrf = csrf;
  }

  /** The form that was posted; empty if none was. */
  public Form form() {
    return form;
  }

  void form(Form posted) {
    form = posted;
  }

  /** The language that was chosen, else the first one accepted that there is, else English. */
  public Locale locale() {
    return locale(cookie(LANGUAGE).orElse(""), headers.getAcceptableLanguages());
  }

  static Locale locale(String chosen, List<Locale> accepted) {
    return Texts.LANGUAGES.stream()
        .filter(l -> l.getLanguage().equals(chosen))
        .findFirst()
        .or(
            () ->
                accepted.stream()
                    .flatMap(
                        a ->
                            Texts.LANGUAGES.stream()
                                .filter(l -> l.getLanguage().equals(a.getLanguage())))
                    .findFirst())
        .orElse(Texts.LANGUAGES.get(0));
  }

  Theme theme() {
    return cookie(THEME).flatMap(Theme::named).orElse(Theme.AUTO);
  }

  /** A cookie's value. */
  public Optional<String> cookie(String name) {
    return Optional.ofNullable(headers.getCookies().get(name)).map(Cookie::getValue);
  }

  /** A query parameter's value; empty text if there is none. */
  public String query(String name) {
    return Optional.ofNullable(uri.getQueryParameters().getFirst(name)).orElse("");
  }

  /** Whether htmx asks, for a part of a page. */
  public boolean isPartial() {
    return "true".equals(headers.getHeaderString("HX-Request"));
  }

  boolean isSecure() {
    return "https".equals(uri.getRequestUri().getScheme());
  }

  /** A path that shows this page again with GET: its own, or where the posted form stands. */
  String path() {
    if (request.getMethod().equals("GET")) {
      return uri.getRequestUri().getRawPath();
    }
    String from = headers.getHeaderString("Referer");
    try {
      String path = from == null ? null : URI.create(from).getRawPath();
      return path == null ? "/" : path;
    } catch (IllegalArgumentException e) {
      return "/";
    }
  }

  /** The token of this reader's forms; a new one if the browser has none. */
  String csrfToken() {
    String mine = token.or(() -> cookie(Csrf.COOKIE).filter(Csrf::isToken)).orElseGet(csrf::next);
    token = Optional.of(mine);
    return mine;
  }

  /** Whether the browser doesn't have the token yet. */
  boolean needsCsrfCookie() {
    return !cookie(Csrf.COOKIE).equals(Optional.of(csrfToken()));
  }
}
