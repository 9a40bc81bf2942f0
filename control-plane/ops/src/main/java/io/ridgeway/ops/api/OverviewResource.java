package io.ridgeway.ops.api;

import io.ridgeway.billing.PriceBook;
import io.ridgeway.billing.PriceBooks;
import io.ridgeway.engine.access.Access;
import io.ridgeway.engine.access.CurrentActor;
import io.ridgeway.engine.access.RealmRole;
import io.ridgeway.engine.audit.AuditDesk;
import io.ridgeway.engine.audit.AuditEvent;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.NetworkDesk;
import io.ridgeway.engine.network.NodeStatus;
import io.ridgeway.engine.network.Suspension;
import io.ridgeway.engine.tenant.Tenant;
import io.ridgeway.engine.tenant.TenantDesk;
import io.ridgeway.model.network.Condition;
import io.ridgeway.model.network.NetworkState;
import io.ridgeway.model.network.Operation.State;
import io.ridgeway.ops.api.OpsPaging.Listed;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What operators look at. */
@Path("/ops/v1")
@RolesAllowed("operator")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "operations desk")
public final class OverviewResource {
  private final CurrentActor actor;
  private final Access access;
  private final TenantDesk tenants;
  private final NetworkDesk networks;
  private final AuditDesk audit;
  private final PriceBooks books;

  public OverviewResource(
      CurrentActor actor,
      Access access,
      TenantDesk tenants,
      NetworkDesk networks,
      AuditDesk audit,
      PriceBooks books) {
    this.actor = actor;
    this.access = access;
    this.tenants = tenants;
    this.networks = networks;
    this.audit = audit;
    this.books = books;
  }

  /** An organisation. */
  public record TenantRow(
      String id, String name, String country, Tenant.Verification verification, Instant createdAt) {
    static TenantRow of(Tenant t) {
      return new TenantRow(t.id().value(), t.name(), t.country(), t.verification(), t.createdAt());
    }
  }

  /**
   * A node.
   *
   * @param detail what its city node's adapter says; tenants don't see it
   */
  public record NodeRow(String name, String cityNode, String phase, String detail) {
    static NodeRow of(NodeStatus s) {
      return new NodeRow(s.name().value(), s.cityNode().value(), s.phase(), s.detail());
    }
  }

  /**
   * A network.
   *
   * @param suspensionReason why an operator suspended it; absent where its tenant did
   */
  public record NetworkRow(
      String id,
      String tenant,
      String name,
      String framework,
      String state,
      Optional<Instant> unheardSince,
      long height,
      List<Condition> conditions,
      List<NodeRow> nodes,
      Instant createdAt,
      Optional<Instant> suspendedSince,
      Optional<String> suspensionReason) {
    static NetworkRow of(Network n) {
      return new NetworkRow(
          n.id().value(),
          n.tenant().value(),
          n.spec().name(),
          n.spec().framework().toString(),
          n.state().name(),
          n.state() instanceof NetworkState.Unknown unknown
              ? Optional.of(unknown.since())
              : Optional.empty(),
          n.height(),
          n.conditions(),
          n.nodes().stream().map(NodeRow::of).toList(),
          n.createdAt(),
          n.suspension().map(Suspension::since),
          n.suspension().flatMap(Suspension::hold));
    }
  }

  /** An operation. */
  public record OperationRow(
      String id,
      String tenant,
      String network,
      String kind,
      State state,
      int percent,
      String message,
      Instant requestedAt,
      Optional<Instant> finishedAt) {
    static OperationRow of(io.ridgeway.model.network.Operation o) {
      return new OperationRow(
          o.id().value(),
          o.tenant().value(),
          o.network().value(),
          o.kind().name(),
          o.state(),
          o.percent(),
          o.message(),
          o.requestedAt(),
          o.finishedAt());
    }
  }

  /** A price book. */
  public record BookRow(
      String version, Instant validFrom, Optional<Instant> validTo, String currency, String yaml) {
    static BookRow of(PriceBook b) {
      return new BookRow(b.version(), b.validFrom(), b.validTo(), b.currency(), b.print());
    }
  }

  @GET
  @Path("/tenants")
  @Operation(operationId = "opsTenants", summary = "Organisations, newest first")
  public Listed<TenantRow> tenants(@BeanParam OpsPaging paging) {
    return Listed.of(tenants.list(actor.get(), paging.request()), TenantRow::of);
  }

  @GET
  @Path("/networks")
  @Operation(operationId = "opsNetworks", summary = "All networks, newest first")
  public Listed<NetworkRow> networks(@BeanParam OpsPaging paging) {
    return Listed.of(networks.listAll(actor.get(), paging.request()), NetworkRow::of);
  }

  @GET
  @Path("/operations")
  @Operation(operationId = "opsOperations", summary = "All operations, newest first")
  public Listed<OperationRow> operations(@BeanParam OpsPaging paging) {
    return Listed.of(networks.operationsOfAll(actor.get(), paging.request()), OperationRow::of);
  }

  @GET
  @Path("/audit")
  @RolesAllowed({"operator", "auditor"})
  @Operation(
      operationId = "opsAudit",
      summary = "The audit trail, newest first; for operators and auditors")
  public Listed<AuditEvent> audit(@BeanParam OpsPaging paging) {
    return Listed.of(audit.list(actor.get(), paging.request()), e -> e);
  }

  @GET
  @Path("/price-books")
  @Operation(operationId = "opsPriceBooks", summary = "The price books, as they are in force")
  public Listed<BookRow> priceBooks() {
    access.require(actor.get(), RealmRole.OPERATOR);
    return Listed.of(books.versions().stream().map(BookRow::of).toList());
  }
}
