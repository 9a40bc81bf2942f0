package io.ridgeway.portal.api;

import io.quarkus.security.Authenticated;
import io.ridgeway.engine.backup.BackupDesk;
import io.ridgeway.engine.change.RestoreDesk;
import io.ridgeway.model.BackupId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.portal.view.BackupView;
import io.ridgeway.portal.view.ListView;
import io.ridgeway.portal.view.OperationView;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Copies of what a network's nodes hold, and nodes that begin with one. */
@Path("/v1/networks/{network}/backups")
@Authenticated
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "networks")
public final class BackupResource {
  private final TenantChoice choice;
  private final BackupDesk backups;
  private final RestoreDesk restores;

  public BackupResource(TenantChoice choice, BackupDesk backups, RestoreDesk restores) {
    this.choice = choice;
    this.backups = backups;
    this.restores = restores;
  }

  /**
   * Which node.
   *
   * @param node a peer or an observer; members of a consensus group are never backed up
   */
  @Schema(name = "BackupInput")
  public record BackupInput(@Nullable String node) {}

  /**
   * Who is replaced, and where by whom.
   *
   * @param node one of the same organisation and role as the backup's
   * @param cityNode one of the order's; where the node is if left out
   */
  @Schema(name = "RestorationInput")
  public record RestorationInput(@Nullable String node, @Nullable String cityNode) {}

  @POST
  @ResponseStatus(202)
  @Operation(
      operationId = "takeBackup",
      summary = "Back up what a node holds of its ledger",
      description =
          "The node makes a snapshot, which is copied and kept encrypted; the operation tells how far"
              + " it is. It leaves out blocks before it, and private data.")
  public BackupView take(NetworkId network, @Nullable BackupInput body) {
    String node = Input.body(body).node();
    Input input = new Input();
    String name = input.required("node", node, "x-1");
    input.check();
    return BackupView.of(
        backups.take(
            choice.actor(), choice.tenant(), network, Input.at("node", () -> new NodeName(name))));
  }

  @GET
  @Operation(operationId = "listBackups", summary = "The network's backups, newest first")
  public ListView<BackupView> list(NetworkId network, @BeanParam Paging paging) {
    return ListView.of(
        backups.list(choice.actor(), choice.tenant(), network, paging.request()), BackupView::of);
  }

  @GET
  @Path("/{backup}")
  @Operation(operationId = "getBackup", summary = "One backup, with its files and their sums")
  public BackupView get(NetworkId network, BackupId backup) {
    return BackupView.of(backups.get(choice.actor(), choice.tenant(), network, backup));
  }

  @DELETE
  @Path("/{backup}")
  @Operation(
      operationId = "deleteBackup",
      summary = "Delete a backup; one that is being taken is given up")
  public void delete(NetworkId network, BackupId backup) {
    backups.delete(choice.actor(), choice.tenant(), network, backup);
  }

  @POST
  @Path("/{backup}/restorations")
  @ResponseStatus(202)
  @Operation(
      operationId = "restoreBackup",
      summary = "Replace a node by one that begins with the backup, at a city node of the order")
  public OperationView restore(
      NetworkId network, BackupId backup, @Nullable RestorationInput body) {
    RestorationInput wanted = Input.body(body);
    Input input = new Input();
    String name = input.required("node", wanted.node(), "x-1");
    input.check();
    return OperationView.of(
        restores.restore(
            choice.actor(),
            choice.tenant(),
            network,
            backup,
            Input.at("node", () -> new NodeName(name)),
            Optional.ofNullable(wanted.cityNode())
                .map(at -> Input.at("cityNode", () -> new CityNodeId(at)))));
  }
}
