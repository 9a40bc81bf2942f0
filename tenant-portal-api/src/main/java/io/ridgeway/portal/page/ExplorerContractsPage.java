package io.ridgeway.portal.page;

import io.quarkus.security.Authenticated;
import io.ridgeway.engine.explorer.ExplorerDesk;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.NetworkDesk;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.pages.Form;
import io.ridgeway.pages.FormPage;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The contracts that a network's explorer knows, and what their interfaces say. */
@Path("/networks/{network}/explorer/contracts")
@Authenticated
@Blocking
@Produces(MediaType.TEXT_HTML)
public final class ExplorerContractsPage {
  private static final String LIST = "portal/explorer-contracts";
  private static final String ONE = "portal/explorer-contract";

  private final Portal portal;
  private final NetworkDesk networks;
  private final ExplorerDesk explorer;

  public ExplorerContractsPage(Portal portal, NetworkDesk networks, ExplorerDesk explorer) {
    this.portal = portal;
    this.networks = networks;
    this.explorer = explorer;
  }

  @GET
  @Operation(hidden = true)
  public Response show(NetworkId network) {
    String address = portal.visit().query("address");
    Form form = address.isEmpty() ? Form.empty() : new Form(Map.of("address", List.of(address)));
    return portal.page(LIST, data(network, form));
  }

  @POST
  @Operation(hidden = true)
  public Response bring(NetworkId network) {
    Form form = portal.form();
    String missing = portal.texts().get("form.missing");
    String address = form.required("address", missing);
    String name = form.required("name", missing);
    String abi = form.required("abi", missing);
    if (form.hasErrors()) {
      return page(network).again(form);
    }
    try {
      String at =
          explorer.bring(portal.actor(), portal.tenant(), network, address, name, abi).address();
      return portal.goTo(
          "/networks/" + network + "/explorer/contracts/" + at + "?done=interface-kept");
    } catch (Refusal refusal) {
      return portal.refused(refusal, LIST, data(network, form));
    }
  }

  @GET
  @Path("/{address}")
  @Operation(hidden = true)
  public Response one(NetworkId network, String address) {
    Map<String, Object> data = new HashMap<>();
    data.put("network", networks.get(portal.actor(), portal.tenant(), network));
    data.put("address", address);
    try {
      data.put("search", new Form(Map.of("q", List.of(address))));
      data.put(
          "opened",
          explorer.contract(portal.actor(), portal.tenant(), network, address).stream().toList());
      return portal.page(ONE, data);
    } catch (Refusal refusal) {
      return portal.refused(refusal, LIST, data(network, Form.empty()));
    }
  }

  @POST
  @Path("/{address}/removals")
  @Operation(hidden = true)
  public Response remove(NetworkId network, String address) {
    return page(network)
        .after(
            () -> explorer.forget(portal.actor(), portal.tenant(), network, address),
            "/networks/" + network + "/explorer/contracts?done=interface-removed");
  }

  private FormPage page(NetworkId network) {
    return new FormPage(portal, LIST, form -> data(network, form));
  }

  private Map<String, Object> data(NetworkId id, Form form) {
    Network network = networks.get(portal.actor(), portal.tenant(), id);
    Map<String, Object> data = new HashMap<>();
    data.put("network", network);
    data.put("takes", explorer.takesInterfaces(network));
    data.put("named", explorer.named(portal.actor(), portal.tenant(), id));
    data.put("contracts", explorer.contracts(portal.actor(), portal.tenant(), id));
    data.put("form", form);
    return data;
  }
}
