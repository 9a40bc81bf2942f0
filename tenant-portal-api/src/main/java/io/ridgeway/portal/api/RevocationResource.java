package io.ridgeway.portal.api;

import io.quarkus.security.Authenticated;
import io.ridgeway.engine.change.RevocationDesk;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.portal.view.ListView;
import io.ridgeway.portal.view.OperationView;
import io.ridgeway.portal.view.RevocationView;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Applications' certificates that are taken back before they end. */
@Path("/v1/networks/{network}/revocations")
@Tag(name = "keys and credentials")
@Authenticated
@Blocking
@Produces(MediaType.APPLICATION_JSON)
public final class RevocationResource {
  private final TenantChoice choice;
  private final RevocationDesk revocations;

  public RevocationResource(TenantChoice choice, RevocationDesk revocations) {
    this.choice = choice;
    this.revocations = revocations;
  }

  /**
   * What isn't good any more: the name, or a list.
   *
   * @param name of an application that keeps its key, or of a managed key
   * @param organisation whose own authority signed the list
   * @param list that authority's certificate revocation list (X.509), in PEM
   */
  @Schema(name = "RevocationInput")
  public record RevocationInput(
      @Nullable String name, @Nullable String organisation, @Nullable String list) {}

  @GET
  @Operation(
      operationId = "listRevocations",
      summary = "The newest list of revoked certificates of each authority that has one")
  public ListView<RevocationView> list(NetworkId network) {
    return ListView.of(
        revocations.list(choice.actor(), choice.tenant(), network).stream()
            .map(RevocationView::of)
            .toList());
  }

  @POST
  @ResponseStatus(202)
  @Operation(
      operationId = "revokeCertificates",
      summary = "Take an application's certificates back, or bring an own authority's list",
      description =
          "With a name, the organisation's authority in custody signs its list, with all that the"
              + " application has; with an organisation and a list, its own authority did. The"
              + " ledger is told, and its nodes refuse who is on the list from then on.")
  public OperationView revoke(NetworkId network, @Nullable RevocationInput body) {
    RevocationInput wanted = Input.body(body);
    boolean byName = wanted.name() != null;
    boolean byList = wanted.list() != null || wanted.organisation() != null;
    if (byName == byList) {
      throw new Refusal(
          ProblemType.INVALID,
          "Give the name of an application or key, or an organisation and its authority's list.");
    }
    Input input = new Input();
    if (byName) {
      String name = input.required("name", wanted.name(), "x");
      input.check();
      return OperationView.of(revocations.revoke(choice.actor(), choice.tenant(), network, name));
    }
    String organisation = input.required("organisation", wanted.organisation(), "x");
    String list = input.required("list", wanted.list(), "x");
    input.check();
    return OperationView.of(
        revocations.bring(choice.actor(), choice.tenant(), network, organisation, list));
  }
}
