package io.ridgeway.portal.page;

import io.quarkus.qute.RawString;
import io.quarkus.security.Authenticated;
import io.ridgeway.engine.explorer.ExplorerDesk;
import io.ridgeway.engine.explorer.ExplorerDesk.Hit;
import io.ridgeway.engine.explorer.Seen;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.NetworkDesk;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.pages.Form;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** A network's ledger to look through: blocks, transactions, search. */
@Path("/networks/{network}/explorer")
@Authenticated
@Blocking
@Produces(MediaType.TEXT_HTML)
public final class ExplorerPage {
  static final String BLOCKS = "portal/explorer-blocks";
  private static final String LIST = "portal/explorer";
  private static final String BLOCK = "portal/explorer-block";
  private static final String TRANSACTION = "portal/explorer-transaction";
  private static final int SHOWN = 20;

  /** A block may have thousands of transactions; a page has some. */
  private static final int TRANSACTIONS = 200;

  private final Portal portal;
  private final NetworkDesk networks;
  private final ExplorerDesk explorer;

  public ExplorerPage(Portal portal, NetworkDesk networks, ExplorerDesk explorer) {
    this.portal = portal;
    this.networks = networks;
    this.explorer = explorer;
  }

  @GET
  @Operation(hidden = true)
  public Response show(NetworkId network) {
    Map<String, Object> data = data(network, "");
    OptionalLong before = number(portal.visit().query("before"));
    try {
      Seen.Blocks blocks = explorer.blocks(portal.actor(), portal.tenant(), network, before, SHOWN);
      data.put("blocks", new RawString(part(network, blocks, before.isEmpty())));
      return portal.page(LIST, data);
    } catch (Refusal refusal) {
      return portal.refused(refusal, LIST, data);
    }
  }

  /**
   * The newest blocks again, if there are any that the reader hasn't seen. The ledger is asked only
   * once the control plane has heard of a higher one, however many pages are open.
   */
  @GET
  @Path("/live")
  @Operation(hidden = true)
  public Response live(NetworkId network) {
    long height = networks.get(portal.actor(), portal.tenant(), network).height();
    OptionalLong seen = number(portal.visit().query("seen"));
    if (seen.isPresent() && height <= seen.getAsLong()) {
      return Response.noContent().header("Cache-Control", "no-store").build();
    }
    try {
      return portal.partial(
          part(
              network,
              explorer.blocks(
                  portal.actor(), portal.tenant(), network, OptionalLong.empty(), SHOWN),
              true));
    } catch (Refusal refusal) {
      // What was shown stays; the page itself says more when it is opened anew.
      return Response.noContent().header("Cache-Control", "no-store").build();
    }
  }

  private String part(NetworkId network, Seen.Blocks blocks, boolean newest) {
    return portal.part(BLOCKS, list(network, blocks, newest));
  }

  static Map<String, Object> list(NetworkId network, Seen.Blocks blocks, boolean newest) {
    return Map.of(
        "id",
        network,
        "seen",
        blocks,
        "newest",
        newest,
        "older",
        blocks.older().isPresent() ? Long.toString(blocks.older().getAsLong()) : "");
  }

  @GET
  @Path("/blocks/{block}")
  @Operation(hidden = true)
  public Response block(NetworkId network, String block) {
    Map<String, Object> data = data(network, block);
    try {
      OptionalLong number =
          block.equals("latest") ? OptionalLong.empty() : OptionalLong.of(number(block).orElse(-1));
      shown(data, explorer.block(portal.actor(), portal.tenant(), network, number));
      return portal.page(BLOCK, data);
    } catch (Refusal refusal) {
      return portal.refused(refusal, LIST, data);
    }
  }

  static void shown(Map<String, Object> data, Seen.Block block) {
    data.put("block", block);
    data.put("transactions", block.transactions().stream().limit(TRANSACTIONS).toList());
    data.put("left", Math.max(0, block.transactions().size() - TRANSACTIONS));
  }

  @GET
  @Path("/transactions/{transaction}")
  @Operation(hidden = true)
  public Response transaction(NetworkId network, String transaction) {
    Map<String, Object> data = data(network, transaction);
    try {
      data.put("read", explorer.transaction(portal.actor(), portal.tenant(), network, transaction));
      return portal.page(TRANSACTION, data);
    } catch (Refusal refusal) {
      return portal.refused(refusal, LIST, data);
    }
  }

  @GET
  @Path("/search")
  @Operation(hidden = true)
  public Response search(NetworkId network) {
    String text = portal.visit().query("q");
    Optional<Hit> hit = explorer.search(portal.actor(), portal.tenant(), network, text);
    if (hit.isEmpty()) {
      Map<String, Object> data = data(network, text);
      return portal.refused(
          new Refusal(
              ProblemType.INVALID,
              "Search for a block's number, a transaction's id or an address."),
          LIST,
          data);
    }
    return portal.goTo("/networks/" + network + "/explorer/" + path(hit.get()));
  }

  private static String path(Hit hit) {
    if (hit instanceof Hit.OfBlock block) {
      return "blocks/" + block.number();
    } else if (hit instanceof Hit.OfTransaction transaction) {
      return "transactions/" + transaction.id();
    }
    return "contracts/" + ((Hit.OfAddress) hit).address();
  }

  private static OptionalLong number(String text) {
    return text.matches("[0-9]{1,18}")
        ? OptionalLong.of(Long.parseLong(text))
        : OptionalLong.empty();
  }

  /** What every page of the explorer has: with what was looked for in the field. */
  private Map<String, Object> data(NetworkId id, String text) {
    Network network = networks.get(portal.actor(), portal.tenant(), id);
    Map<String, Object> data = new HashMap<>();
    data.put("network", network);
    data.put("search", new Form(Map.of("q", List.of(text))));
    data.put("takes", explorer.takesInterfaces(network));
    return data;
  }
}
