package io.ridgeway.portal.api;

import io.quarkus.security.Authenticated;
import io.ridgeway.engine.explorer.ExplorerDesk;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.portal.view.ExplorerView.ContractLineView;
import io.ridgeway.portal.view.ExplorerView.KnownContractView;
import io.ridgeway.portal.view.ListView;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The contracts that a network's explorer knows, and their interfaces. */
@Path("/v1/networks/{network}/explorer/contracts")
@Authenticated
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "explorer")
public final class ExplorerContractResource {
  private final TenantChoice choice;
  private final ExplorerDesk explorer;

  public ExplorerContractResource(TenantChoice choice, ExplorerDesk explorer) {
    this.choice = choice;
    this.explorer = explorer;
  }

  /**
   * A contract's interface.
   *
   * @param name what people call the contract
   * @param abi the JSON that its compiler wrote, as text
   */
  @Schema(name = "InterfaceInput")
  public record InterfaceInput(@Nullable String name, @Nullable String abi) {}

  @GET
  @Operation(
      operationId = "listExplorerContracts",
      summary = "The contracts that the explorer knows")
  public ListView<ContractLineView> list(NetworkId network) {
    return ListView.of(
        Stream.concat(
                explorer.named(choice.actor(), choice.tenant(), network).stream()
                    .map(ContractLineView::named),
                explorer.contracts(choice.actor(), choice.tenant(), network).stream()
                    .map(ContractLineView::of))
            .toList());
  }

  @GET
  @Path("/{contract}")
  @Operation(
      operationId = "getExplorerContract",
      summary = "One contract's functions and events, by its address")
  public KnownContractView get(NetworkId network, String contract) {
    return explorer
        .contract(choice.actor(), choice.tenant(), network, contract)
        .map(KnownContractView::of)
        .orElseThrow(() -> Refusal.notFound("contract", contract));
  }

  @PUT
  @Path("/{contract}")
  @Operation(
      operationId = "putExplorerContract",
      summary = "Give the explorer a contract's ABI, so that it decodes calls and events")
  public ContractLineView put(NetworkId network, String contract, @Nullable InterfaceInput body) {
    InterfaceInput wanted = Input.body(body);
    Input input = new Input();
    String name = input.required("name", wanted.name(), "x");
    String abi = input.required("abi", wanted.abi(), "[]");
    input.check();
    return ContractLineView.of(
        explorer.bring(choice.actor(), choice.tenant(), network, contract, name, abi));
  }

  @DELETE
  @Path("/{contract}")
  @Operation(
      operationId = "removeExplorerContract",
      summary = "Have the explorer forget a contract's ABI")
  public void remove(NetworkId network, String contract) {
    explorer.forget(choice.actor(), choice.tenant(), network, contract);
  }
}
