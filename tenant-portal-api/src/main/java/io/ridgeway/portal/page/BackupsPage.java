package io.ridgeway.portal.page;

import io.quarkus.security.Authenticated;
import io.ridgeway.engine.Page;
import io.ridgeway.engine.backup.BackupDesk;
import io.ridgeway.engine.change.RestoreDesk;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.NetworkDesk;
import io.ridgeway.model.BackupId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.pages.Form;
import io.ridgeway.pages.FormPage;
import io.ridgeway.portal.view.BackupView;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** A network's backups: those that there are, and the forms to take one and to restore from one. */
@Path("/networks/{network}/backups")
@Authenticated
@Blocking
@Produces(MediaType.TEXT_HTML)
public final class BackupsPage {
  private static final String TEMPLATE = "portal/backups";
  private static final int SHOWN = 100;

  private final Portal portal;
  private final NetworkDesk networks;
  private final BackupDesk backups;
  private final RestoreDesk restores;

  public BackupsPage(
      Portal portal, NetworkDesk networks, BackupDesk backups, RestoreDesk restores) {
    this.portal = portal;
    this.networks = networks;
    this.backups = backups;
    this.restores = restores;
  }

  @GET
  @Operation(hidden = true)
  public Response show(NetworkId network) {
    return page(network).show();
  }

  @POST
  @Operation(hidden = true)
  public Response take(NetworkId network) {
    Form form = portal.form();
    NodeName node = named(form, "node", () -> new NodeName(form.text("node")));
    if (node == null) {
      return page(network).again(form);
    }
    return page(network)
        .after(
            form,
            () -> backups.take(portal.actor(), portal.tenant(), network, node),
            "/networks/" + network + "?done=backup-asked");
  }

  @POST
  @Path("/restore")
  @Operation(hidden = true)
  public Response restore(NetworkId network) {
    Form form = portal.form();
    BackupId backup = named(form, "backup", () -> new BackupId(form.text("backup")));
    NodeName node = named(form, "replaced", () -> new NodeName(form.text("replaced")));
    CityNodeId at = named(form, "cityNode", () -> new CityNodeId(form.text("cityNode")));
    if (backup == null || node == null || at == null) {
      return page(network).again(form);
    }
    return page(network)
        .after(
            form,
            () ->
                restores.restore(
                    portal.actor(), portal.tenant(), network, backup, node, Optional.of(at)),
            "/networks/" + network + "?done=restoration-asked");
  }

  @POST
  @Path("/{backup}/delete")
  @Operation(hidden = true)
  public Response delete(NetworkId network, BackupId backup) {
    return page(network)
        .after(
            () -> backups.delete(portal.actor(), portal.tenant(), network, backup),
            "/networks/" + network + "/backups");
  }

  private <T> @Nullable T named(Form form, String field, Supplier<T> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException e) {
      form.reject(field, portal.texts().get("form.missing"));
      return null;
    }
  }

  private FormPage page(NetworkId network) {
    return new FormPage(portal, TEMPLATE, form -> data(network, form));
  }

  private Map<String, Object> data(NetworkId id, Form form) {
    TenantId tenant = portal.tenant();
    Network network = networks.get(portal.actor(), tenant, id);
    Map<String, Object> data = new HashMap<>();
    data.put("network", network);
    data.put("form", form);
    data.put(
        "backups",
        backups
            .list(portal.actor(), tenant, id, new Page.Request(Optional.empty(), SHOWN))
            .items()
            .stream()
            .map(BackupView::of)
            .toList());
    data.put("nodes", backups.nodes(portal.actor(), tenant, id));
    data.put("cityNodes", network.spec().cityNodes());
    data.put("offered", backups.terms().offered());
    return data;
  }
}
