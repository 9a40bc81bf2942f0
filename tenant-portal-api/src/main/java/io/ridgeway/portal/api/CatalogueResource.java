package io.ridgeway.portal.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.security.Authenticated;
import io.ridgeway.engine.catalogue.Catalogue;
import io.ridgeway.portal.view.CatalogueView;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What can be ordered. */
@Path("/v1/catalogue")
@Authenticated
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "catalogue")
public final class CatalogueResource {
  private final Catalogue catalogue;
  private final ObjectMapper json;

  public CatalogueResource(Catalogue catalogue, ObjectMapper json) {
    this.catalogue = catalogue;
    this.json = json;
  }

  @GET
  @Operation(
      operationId = "getCatalogue",
      summary = "What can be ordered now, where, and the price book in force")
  public CatalogueView get() {
    return CatalogueView.of(
        catalogue.frameworks(), catalogue.cityNodes(), catalogue.priceBook(), json);
  }
}
