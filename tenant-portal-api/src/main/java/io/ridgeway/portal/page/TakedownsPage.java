package io.ridgeway.portal.page;

import io.quarkus.security.Authenticated;
import io.ridgeway.engine.Page;
import io.ridgeway.engine.network.NetworkDesk;
import io.ridgeway.engine.takedown.TakedownDesk;
import io.ridgeway.engine.takedown.TakedownRequest;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TakedownId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.pages.Form;
import io.ridgeway.portal.view.TakedownView;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** A network's takedowns of private data: their records, and the form for the next. */
@Path("/networks/{network}/takedowns")
@Authenticated
@Blocking
@Produces(MediaType.TEXT_HTML)
public final class TakedownsPage {
  private static final String TEMPLATE = "portal/takedowns";
  private static final int SHOWN = 100;

  /** No contract's name and no collection's has one. */
  private static final String BETWEEN = "/";

  private final Portal portal;
  private final NetworkDesk networks;
  private final TakedownDesk takedowns;

  public TakedownsPage(Portal portal, NetworkDesk networks, TakedownDesk takedowns) {
    this.portal = portal;
    this.networks = networks;
    this.takedowns = takedowns;
  }

  @GET
  @Operation(hidden = true)
  public Response show(NetworkId network) {
    return portal.page(TEMPLATE, data(network, Form.empty()));
  }

  @POST
  @Operation(hidden = true)
  public Response take(NetworkId network) {
    Form form = portal.form();
    String missing = portal.texts().get("form.missing");
    String[] of = form.text("collection").split(BETWEEN, 2);
    if (of.length < 2) {
      form.reject("collection", missing);
    }
    List<String> keys = form.text("keys").lines().filter(line -> !line.isBlank()).toList();
    if (keys.isEmpty()) {
      form.reject("keys", missing);
    }
    String reason = form.required("reason", missing);
    String reference = form.required("reference", missing);
    if (form.hasErrors()) {
      return portal.again(TEMPLATE, data(network, form));
    }
    try {
      takedowns.begin(
          portal.actor(),
          portal.tenant(),
          network,
          new TakedownRequest(of[0], of[1], keys, reason, reference));
      return portal.goTo("/networks/" + network + "/takedowns");
    } catch (Refusal refusal) {
      form.reject(refusal, List.of("collection", "keys", "reason", "reference"));
      return portal.refused(refusal, TEMPLATE, data(network, form));
    }
  }

  @POST
  @Path("/{takedown}/retry")
  @Operation(hidden = true)
  public Response retry(NetworkId network, TakedownId takedown) {
    try {
      takedowns.retry(portal.actor(), portal.tenant(), network, takedown);
      return portal.goTo("/networks/" + network + "/takedowns");
    } catch (Refusal refusal) {
      return portal.refused(refusal, TEMPLATE, data(network, Form.empty()));
    }
  }

  private Map<String, Object> data(NetworkId id, Form form) {
    TenantId tenant = portal.tenant();
    Map<String, Object> data = new HashMap<>();
    data.put("network", networks.get(portal.actor(), tenant, id));
    data.put("form", form);
    data.put(
        "takedowns",
        takedowns
            .list(portal.actor(), tenant, id, new Page.Request(Optional.empty(), SHOWN))
            .items()
            .stream()
            .map(TakedownView::of)
            .toList());
    List<String> collections = new ArrayList<>();
    takedowns
        .collections(portal.actor(), tenant, id)
        .forEach((contract, all) -> all.forEach(c -> collections.add(contract + BETWEEN + c)));
    data.put("collections", collections);
    return data;
  }
}
