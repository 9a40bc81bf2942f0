package io.ridgeway.portal.api;

import io.quarkus.security.Authenticated;
import io.ridgeway.engine.gateway.ApplicationDesk;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.key.CaType;
import io.ridgeway.model.key.MacAlgorithm;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.portal.view.BsnApplicationView;
import io.ridgeway.portal.view.ListView;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Applications that speak BSN's protocol with the gateway. */
@Path("/v1/networks/{network}/bsn-applications")
@Authenticated
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "keys and credentials")
public final class BsnApplicationResource {
  private static final int CREATED = 201;

  private final TenantChoice choice;
  private final ApplicationDesk applications;

  public BsnApplicationResource(TenantChoice choice, ApplicationDesk applications) {
    this.choice = choice;
    this.applications = applications;
  }

  /**
   * An application that is wanted.
   *
   * @param algorithmType 1 SM2, 2 secp256r1, 3 secp256k1
   * @param caType 1, which is the default: its users' keys are in custody; 2: it keeps them
   * @param publicKey the application's, in PEM; a pair is made if it is left out
   * @param organisation whose members its users are; the usual one if it is left out
   * @param emptyMac whether answers shall carry no signature
   */
  public record ApplicationWanted(
      @Nullable String name,
      @Nullable Integer algorithmType,
      @Nullable Integer caType,
      @Nullable String publicKey,
      @Nullable String organisation,
      @Nullable Boolean emptyMac) {}

  @POST
  @APIResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = BsnApplicationView.class)))
  @Operation(
      operationId = "createBsnApplication",
      summary =
          "Let an application in that speaks BSN's protocol; a private key is shown this once")
  public Response create(NetworkId network, @Nullable ApplicationWanted body) {
    Input input = new Input();
    ApplicationWanted wanted = Input.body(body);
    String name = input.required("name", wanted.name(), "x");
    int type = input.required("algorithmType", wanted.algorithmType(), 2);
    input.check();
    CaType caType =
        CaType.of(wanted.caType() == null ? 1 : wanted.caType())
            .orElseThrow(
                () ->
                    new Refusal(
                        ProblemType.INVALID,
                        "caType must be 1 (keys in custody) or 2 (the application keeps them)."));
    MacAlgorithm algorithm =
        MacAlgorithm.of(type)
            .orElseThrow(
                () ->
                    new Refusal(
                        ProblemType.INVALID,
                        "algorithmType must be 1 (SM2), 2 (secp256r1) or 3 (secp256k1)."));
    ApplicationDesk.Shown made =
        applications.create(
            choice.actor(),
            choice.tenant(),
            network,
            new ApplicationDesk.Wanted(
                name,
                algorithm,
                Optional.ofNullable(wanted.publicKey()),
                Optional.ofNullable(wanted.organisation()),
                caType,
                Boolean.TRUE.equals(wanted.emptyMac())));
    CacheControl never = new CacheControl();
    never.setNoStore(true);
    return Response.status(CREATED).cacheControl(never).entity(BsnApplicationView.of(made)).build();
  }

  @GET
  @Operation(
      operationId = "listBsnApplications",
      summary = "The network's applications that speak BSN's protocol, revoked ones included")
  public ListView<BsnApplicationView> list(NetworkId network) {
    return ListView.of(
        applications.list(choice.actor(), choice.tenant(), network).stream()
            .map(BsnApplicationView::of)
            .toList());
  }
}
