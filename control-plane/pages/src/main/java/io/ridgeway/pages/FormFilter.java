package io.ridgeway.pages;

import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.WithFormRead;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.core.multipart.FormData;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;

/** Reads each page's form, and refuses one that isn't ours before any page sees it. */
public final class FormFilter {
  private final Visit visit;

  public FormFilter(Visit visit) {
    this.visit = visit;
  }

  @WithFormRead
  @ServerRequestFilter
  public void read(ResteasyReactiveContainerRequestContext request) {
    if (Doors.isApi(request.getUriInfo().getPath())) {
      // Machines bring a bearer token with each request, which no foreign page can make a browser
      // do.
      return;
    }
    MediaType type = request.getMediaType();
    if (type != null
        && (type.isCompatible(MediaType.APPLICATION_FORM_URLENCODED_TYPE)
            || type.isCompatible(MediaType.MULTIPART_FORM_DATA_TYPE))) {
      visit.form(form(request));
    }
    Cookie cookie = request.getCookies().get(Csrf.COOKIE);
    String field = visit.form().text(Csrf.FIELD);
    boolean ours =
        Csrf.isOurs(
            new Csrf.Sent(
                request.getMethod(),
                request.getUriInfo().getRequestUri().getRawAuthority(),
                request.getHeaderString("Sec-Fetch-Site"),
                request.getHeaderString("Origin"),
                cookie == null ? null : cookie.getValue(),
                field.isEmpty() ? null : field));
    if (!ours) {
      throw new Refusal(
          ProblemType.FORBIDDEN,
          "This form was not sent from one of our pages, or the page was open for too long. Go back, reload the page and send it again.");
    }
  }

  private static Form form(ResteasyReactiveContainerRequestContext request) {
    FormData data =
        ((ResteasyReactiveRequestContext) request.getServerRequestContext()).getFormData();
    if (data == null) {
      return Form.empty();
    }
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String name : data) {
      List<String> all = new ArrayList<>();
      // A page that takes a file asks for it itself.
      data.get(name).stream().filter(v -> !v.isFileItem()).forEach(v -> all.add(v.getValue()));
      values.put(name, all);
    }
    return new Form(values);
  }
}
