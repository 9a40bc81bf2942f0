package io.ridgeway.portal.page;

import io.quarkus.security.Authenticated;
import io.ridgeway.engine.Page;
import io.ridgeway.engine.backup.ArchiveDesk;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.NetworkDesk;
import io.ridgeway.model.BackupId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.pages.Form;
import io.ridgeway.pages.FormPage;
import io.ridgeway.portal.view.ArchiveView;
import io.ridgeway.portal.view.FetchedArchive;
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
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** A network's archives of its ledger's history, and the form to take one. */
@Path("/networks/{network}/archives")
@Authenticated
@Blocking
@Produces(MediaType.TEXT_HTML)
public final class ArchivesPage {
  private static final String TEMPLATE = "portal/archives";
  private static final int SHOWN = 100;
  private static final Pattern BLOCK = Pattern.compile("[0-9]{1,18}");

  private final Portal portal;
  private final NetworkDesk networks;
  private final ArchiveDesk archives;
  private final FetchedArchive fetched;

  public ArchivesPage(
      Portal portal, NetworkDesk networks, ArchiveDesk archives, FetchedArchive fetched) {
    this.portal = portal;
    this.networks = networks;
    this.archives = archives;
    this.fetched = fetched;
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
    String to = form.text("to").strip();
    if (!to.isEmpty() && !BLOCK.matcher(to).matches()) {
      form.reject("to", portal.texts().get("archive.to.wrong"));
      return page(network).again(form);
    }
    OptionalLong upTo = to.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(to));
    return page(network)
        .after(
            form,
            () -> archives.take(portal.actor(), portal.tenant(), network, upTo),
            "/networks/" + network + "?done=archive-asked");
  }

  @GET
  @Path("/{archive}/file")
  @Produces(FetchedArchive.TYPE)
  @Operation(hidden = true)
  public Response file(NetworkId network, BackupId archive) {
    return fetched.response(archives.fetch(portal.actor(), portal.tenant(), network, archive));
  }

  @POST
  @Path("/{archive}/delete")
  @Operation(hidden = true)
  public Response delete(NetworkId network, BackupId archive) {
    return page(network)
        .after(
            () -> archives.delete(portal.actor(), portal.tenant(), network, archive),
            "/networks/" + network + "/archives");
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
        "archives",
        archives
            .list(portal.actor(), tenant, id, new Page.Request(Optional.empty(), SHOWN))
            .items()
            .stream()
            .map(ArchiveView::of)
            .toList());
    data.put("offered", archives.isOffered(portal.actor(), tenant, id));
    return data;
  }
}
