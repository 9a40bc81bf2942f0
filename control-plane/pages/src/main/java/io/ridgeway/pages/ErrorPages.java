package io.ridgeway.pages;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.Response;
import java.util.Map;

/** What people see in place of a problem document. */
@RequestScoped
public class ErrorPages {
  private final Pages pages;

  public ErrorPages(Pages pages) {
    this.pages = pages;
  }

  /**
   * An error page.
   *
   * @param slug of the problem type; its title is the text {@code problem.<slug>}
   * @param detail what happened and what to do
   */
  public Response page(int status, String slug, String detail) {
    return pages.page(
        status, "pages/error", Map.of("status", status, "slug", slug, "detail", detail));
  }
}
