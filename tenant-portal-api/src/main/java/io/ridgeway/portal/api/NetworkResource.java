package io.ridgeway.portal.api;

import static java.util.stream.Collectors.toSet;

import io.quarkus.security.Authenticated;
import io.ridgeway.engine.change.ReplaceDesk;
import io.ridgeway.engine.network.NetworkDesk;
import io.ridgeway.engine.order.QuoteDesk;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.portal.view.GatewayAddress;
import io.ridgeway.portal.view.ListView;
import io.ridgeway.portal.view.NetworkView;
import io.ridgeway.portal.view.OperationView;
import io.ridgeway.portal.view.QuoteView;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Networks and what is done to them. */
@Path("/v1/networks")
@Authenticated
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "networks")
public final class NetworkResource {
  private final TenantChoice choice;
  private final NetworkDesk networks;
  private final ReplaceDesk replacements;
  private final QuoteDesk quotes;
  private final GatewayAddress gateway;

  public NetworkResource(
      TenantChoice choice,
      NetworkDesk networks,
      ReplaceDesk replacements,
      QuoteDesk quotes,
      GatewayAddress gateway) {
    this.choice = choice;
    this.networks = networks;
    this.replacements = replacements;
    this.quotes = quotes;
    this.gateway = gateway;
  }

  @GET
  @Operation(operationId = "listNetworks", summary = "Your networks, newest first")
  public ListView<NetworkView> list(@BeanParam Paging paging) {
    return ListView.of(
        networks.list(choice.actor(), choice.tenant(), paging.request()),
        n -> NetworkView.of(n, gateway));
  }

  @GET
  @Path("/{network}")
  @Operation(operationId = "getNetwork", summary = "A network with its nodes and conditions")
  public NetworkView get(NetworkId network) {
    return NetworkView.of(networks.get(choice.actor(), choice.tenant(), network), gateway);
  }

  @DELETE
  @Path("/{network}")
  @ResponseStatus(202)
  @Operation(
      operationId = "deleteNetwork",
      summary = "Delete a network: its nodes, their data and its keys; the books remain")
  public OperationView delete(NetworkId network) {
    return OperationView.of(networks.delete(choice.actor(), choice.tenant(), network));
  }

  /**
   * Which nodes are to be replaced.
   *
   * @param nodes their names, at least one
   */
  @Schema(name = "ReplacementInput")
  public record ReplacementInput(@Nullable List<String> nodes) {}

  @POST
  @Path("/{network}/replacements")
  @ResponseStatus(202)
  @Operation(
      operationId = "replaceNodes",
      summary = "Replace nodes by others of their role, which fill their ledgers from the rest",
      description =
          "For nodes that are to move or that are lost. Who comes has keys of its own and is placed"
              + " among the order's city nodes; who leaves is removed with its data once the ledger"
              + " goes on without it.")
  public OperationView replace(NetworkId network, @Nullable ReplacementInput body) {
    Input input = new Input();
    List<String> nodes = input.required("nodes", Input.body(body).nodes(), List.of());
    input.check();
    Set<NodeName> names =
        Input.at("nodes", () -> nodes.stream().map(NodeName::new).collect(toSet()));
    return OperationView.of(replacements.replace(choice.actor(), choice.tenant(), network, names));
  }

  @POST
  @Path("/{network}/quotes")
  @ResponseStatus(201)
  @Operation(
      operationId = "quoteChange",
      summary = "Price a change of a network that runs, for the rest of its term",
      description =
          "Nodes that are added or taken away, other parameters or versions, more storage or TPS;"
              + " what isn't said stays. The quote is ordered as any other, and the order's"
              + " operation carries it out. Nothing is refunded for what is taken away.")
  public QuoteView quoteChange(NetworkId network, @Nullable ChangeInput body) {
    ChangeInput change = Input.body(body);
    return QuoteView.of(
        quotes.quoteChange(choice.actor(), choice.tenant(), network, change::of), quotes);
  }

  @GET
  @Path("/{network}/operations")
  @Operation(operationId = "listOperations", summary = "What was done to it, newest first")
  public ListView<OperationView> operations(NetworkId network) {
    return ListView.of(
        networks.operations(choice.actor(), choice.tenant(), network).stream()
            .map(OperationView::of)
            .toList());
  }
}
