package io.ridgeway.ops.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ridgeway.engine.access.CurrentActor;
import io.ridgeway.engine.catalogue.AdapterOffer;
import io.ridgeway.engine.catalogue.CityNodeDesk;
import io.ridgeway.ops.api.OpsPaging.Listed;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The kinds of cloud adapters that city nodes can be registered for. */
@Path("/ops/v1/adapters")
@RolesAllowed({"operator", "provider"})
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "city nodes")
public final class AdapterResource {
  private final CurrentActor actor;
  private final CityNodeDesk desk;
  private final ObjectMapper json;

  public AdapterResource(CurrentActor actor, CityNodeDesk desk, ObjectMapper json) {
    this.actor = actor;
    this.desk = desk;
    this.json = json;
  }

  /** A kind of adapter, with the schema of its configuration. */
  public record AdapterView(String name, String description, JsonNode configurationSchema) {}

  @GET
  @Operation(
      operationId = "opsAdapters",
      summary = "The kinds of cloud adapters that are installed, with their configuration schemas")
  public Listed<AdapterView> list() {
    return Listed.of(desk.adapters(actor.get()).stream().map(this::view).toList());
  }

  private AdapterView view(AdapterOffer offer) {
    try {
      return new AdapterView(
          offer.name(), offer.description(), json.readTree(offer.configurationSchema()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "the configuration schema of " + offer.name() + " is not JSON", e);
    }
  }
}
