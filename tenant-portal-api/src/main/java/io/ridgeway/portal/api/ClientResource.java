package io.ridgeway.portal.api;

import io.quarkus.security.Authenticated;
import io.ridgeway.engine.catalogue.Frameworks.Profile;
import io.ridgeway.engine.gateway.ClientDesk;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.portal.view.ClientView;
import io.ridgeway.portal.view.ListView;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Applications that keep their own keys and speak to a network's nodes themselves. */
@Path("/v1/networks/{network}")
@Authenticated
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "keys and credentials")
public final class ClientResource {
  private static final String YAML = "application/yaml";
  private static final String TOML = "application/toml";

  private final TenantChoice choice;
  private final ClientDesk clients;

  public ClientResource(TenantChoice choice, ClientDesk clients) {
    this.choice = choice;
    this.clients = clients;
  }

  /**
   * A certificate that is wanted.
   *
   * @param name what the application is called; its organisation is for good
   * @param request PKCS#10, in PEM; of what it says the key alone is taken
   * @param organisation whose application it is; the first that doesn't only watch if it is left
   *     out
   * @param days how long it is to live, 365 at most and if it is left out
   */
  public record ClientWanted(
      @Nullable String name,
      @Nullable String request,
      @Nullable String organisation,
      @Nullable Integer days) {}

  @POST
  @Path("/clients")
  @ResponseStatus(201)
  @Operation(
      operationId = "enrolClient",
      summary = "Certify the key of an application that keeps it",
      description =
          "Asked again with the same key, the certificate is the same until it is due for renewal;"
              + " then, and with another key, it is a new one. The one before holds until its end.")
  public ClientView enrol(NetworkId network, @Nullable ClientWanted body) {
    Input input = new Input();
    ClientWanted wanted = Input.body(body);
    String name = input.required("name", wanted.name(), "x");
    String request = input.required("request", wanted.request(), "x");
    input.check();
    int days = Optional.ofNullable(wanted.days()).orElse(ClientDesk.LONGEST_DAYS);
    return ClientView.of(
        clients.enrol(
            choice.actor(),
            choice.tenant(),
            network,
            new ClientDesk.Wanted(
                name, request, Optional.ofNullable(wanted.organisation()), days)));
  }

  @GET
  @Path("/clients")
  @Operation(
      operationId = "listClients",
      summary = "The applications that keep their own keys, by organisation and name")
  public ListView<ClientView> list(NetworkId network) {
    return ListView.of(
        clients.list(choice.actor(), choice.tenant(), network).stream()
            .map(ClientView::of)
            .toList());
  }

  @GET
  @Path("/connection-profile")
  @Produces({MediaType.APPLICATION_JSON, YAML, TOML})
  @Operation(
      operationId = "getConnectionProfile",
      summary = "How an application reaches the nodes itself, as the framework's SDKs read it",
      description =
          "No secret is in it. Its description says from where the nodes answer; where none is"
              + " reached from outside, the call is refused, and the gateway's native door"
              + " remains.")
  public Response profile(
      NetworkId network,
      @QueryParam("organisation") @Nullable String organisation,
      @QueryParam("format") @Nullable String format) {
    String wanted = format == null ? "json" : format;
    if (!List.of("json", "yaml", "toml").contains(wanted)) {
      throw new Refusal(ProblemType.INVALID, "format must be json, yaml or toml.");
    }
    Profile profile =
        clients
            .profile(choice.actor(), choice.tenant(), network, Optional.ofNullable(organisation))
            .orElseThrow(
                () ->
                    new Refusal(
                        ProblemType.NOT_FOUND,
                        "Networks of this framework have no connection profile."));
    return switch (wanted) {
      case "yaml" -> file(profile.yaml(), YAML, network + "-profile.yaml");
      case "toml" ->
          file(
              profile
                  .toml()
                  .orElseThrow(
                      () ->
                          new Refusal(
                              ProblemType.NOT_FOUND,
                              "SDKs of this framework read no TOML; ask for json or yaml.")),
              TOML,
              "config.toml");
      default -> file(profile.json(), MediaType.APPLICATION_JSON, network + "-profile.json");
    };
  }

  private static Response file(String text, String type, String name) {
    return Response.ok(text, type)
        .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
        .build();
  }
}
