package io.ridgeway.ops.page;

import io.quarkus.security.Authenticated;
import io.ridgeway.engine.Page;
import io.ridgeway.engine.audit.AuditDesk;
import io.ridgeway.engine.catalogue.CityNodeDesk;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.NetworkDesk;
import io.ridgeway.engine.order.EndedTerms;
import io.ridgeway.engine.tenant.TenantDesk;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What operators look at: how things stand, and the lists behind it. */
@Path("/ops")
@Authenticated
@Blocking
@Produces(MediaType.TEXT_HTML)
public final class OpsPage {
  private static final Page.Request COUNTED = new Page.Request(Optional.empty(), 100);

  private final OpsVisit visit;
  private final TenantDesk tenants;
  private final CityNodeDesk cityNodes;
  private final NetworkDesk networks;
  private final EndedTerms terms;
  private final AuditDesk audit;

  public OpsPage(
      OpsVisit visit,
      TenantDesk tenants,
      CityNodeDesk cityNodes,
      NetworkDesk networks,
      EndedTerms terms,
      AuditDesk audit) {
    this.visit = visit;
    this.tenants = tenants;
    this.cityNodes = cityNodes;
    this.networks = networks;
    this.terms = terms;
    this.audit = audit;
  }

  @GET
  @Operation(hidden = true)
  public Response overview() {
    return visit.page(
        "ops/overview",
        Map.of(
            "counts",
                Overview.of(
                    tenants.waiting(visit.actor()),
                    cityNodes.list(visit.actor()),
                    networks.listAll(visit.actor(), COUNTED),
                    terms.list(visit.actor(), COUNTED),
                    networks.operationsOfAll(visit.actor(), COUNTED),
                    tenants.list(visit.actor(), COUNTED)),
            "recent", audit.list(visit.actor(), new Page.Request(Optional.empty(), 8)).items()));
  }

  @GET
  @Path("/networks")
  @Operation(hidden = true)
  public Response networks() {
    Page<Network> page = networks.listAll(visit.actor(), visit.request());
    return visit.list("ops/networks", page);
  }

  @GET
  @Path("/ended-terms")
  @Operation(hidden = true)
  public Response endedTerms() {
    return visit.list("ops/ended-terms", terms.list(visit.actor(), visit.request()));
  }

  @GET
  @Path("/operations")
  @Operation(hidden = true)
  public Response operations() {
    return visit.list("ops/operations", networks.operationsOfAll(visit.actor(), visit.request()));
  }

  @GET
  @Path("/organisations")
  @Operation(hidden = true)
  public Response organisations() {
    return visit.list("ops/organisations", tenants.list(visit.actor(), visit.request()));
  }

  @GET
  @Path("/audit")
  @Operation(hidden = true)
  public Response audit() {
    return visit.list("ops/audit", audit.list(visit.actor(), visit.request()));
  }
}
