package io.ridgeway.portal.api;

import io.quarkus.security.Authenticated;
import io.ridgeway.engine.backup.ArchiveDesk;
import io.ridgeway.model.BackupId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.portal.view.ArchiveView;
import io.ridgeway.portal.view.FetchedArchive;
import io.ridgeway.portal.view.ListView;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Stretches of a ledger's history, proved block by block and kept. */
@Path("/v1/networks/{network}/archives")
@Authenticated
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "networks")
public final class ArchiveResource {
  private final TenantChoice choice;
  private final ArchiveDesk archives;
  private final FetchedArchive fetched;

  public ArchiveResource(TenantChoice choice, ArchiveDesk archives, FetchedArchive fetched) {
    this.choice = choice;
    this.archives = archives;
    this.fetched = fetched;
  }

  /**
   * How far.
   *
   * @param to the block that it is to end with; the newest one if left out
   */
  @Schema(name = "ArchiveInput")
  public record ArchiveInput(@Nullable Long to) {}

  @POST
  @ResponseStatus(202)
  @Operation(
      operationId = "takeArchive",
      summary = "Archive the ledger's history, behind what is archived already",
      description =
          "Blocks are read from the nodes with their transactions and receipts, each is proved, and"
              + " they are kept encrypted; the operation tells how far it is. Nothing is removed at"
              + " the nodes.")
  public ArchiveView take(NetworkId network, @Nullable ArchiveInput body) {
    Long to = body == null ? null : body.to();
    return ArchiveView.of(
        archives.take(
            choice.actor(),
            choice.tenant(),
            network,
            to == null ? OptionalLong.empty() : OptionalLong.of(to)));
  }

  @GET
  @Operation(operationId = "listArchives", summary = "The network's archives, newest first")
  public ListView<ArchiveView> list(NetworkId network, @BeanParam Paging paging) {
    return ListView.of(
        archives.list(choice.actor(), choice.tenant(), network, paging.request()), ArchiveView::of);
  }

  @GET
  @Path("/{archive}")
  @Operation(operationId = "getArchive", summary = "One archive")
  public ArchiveView get(NetworkId network, BackupId archive) {
    return ArchiveView.of(archives.get(choice.actor(), choice.tenant(), network, archive));
  }

  @GET
  @Path("/{archive}/file")
  @Produces(FetchedArchive.TYPE)
  @Operation(
      operationId = "fetchArchive",
      summary = "The archive as one file",
      description =
          "Lines of JSON: whose it is, a line for each block, and where it ends. ridgectl archive"
              + " verify checks it without asking anybody. So many are handed out at a time: 429"
              + " where the organisation fetches as many as it may, 503 where all together do, with"
              + " Retry-After.")
  public Response file(NetworkId network, BackupId archive) {
    return fetched.response(archives.fetch(choice.actor(), choice.tenant(), network, archive));
  }

  @DELETE
  @Path("/{archive}")
  @Operation(
      operationId = "deleteArchive",
      summary = "Delete an archive; one that is being taken is given up")
  public void delete(NetworkId network, BackupId archive) {
    archives.delete(choice.actor(), choice.tenant(), network, archive);
  }
}
