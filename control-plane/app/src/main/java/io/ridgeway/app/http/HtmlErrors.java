package io.ridgeway.app.http;

import io.ridgeway.pages.Doors;
import io.ridgeway.pages.ErrorPages;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Shows people a page where a machine would get a problem document. */
final class HtmlErrors {
  private static final String SLUGS = "urn:ridgeway:problem:";

  private final ErrorPages pages;

  HtmlErrors(ErrorPages pages) {
    this.pages = pages;
  }

  @ServerResponseFilter
  void show(ContainerRequestContext request, ContainerResponseContext response) {
    if (!(response.getEntity() instanceof Problem problem)
        || Doors.isApi(request.getUriInfo().getPath())) {
      return;
    }
    Response page =
        pages.page(problem.status(), problem.type().substring(SLUGS.length()), problem.detail());
    response.setEntity(page.getEntity(), null, page.getMediaType());
    page.getHeaders().forEach((name, values) -> response.getHeaders().put(name, values));
  }
}
