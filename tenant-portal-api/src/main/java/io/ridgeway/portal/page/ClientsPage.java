package io.ridgeway.portal.page;

import io.quarkus.security.Authenticated;
import io.ridgeway.engine.catalogue.Frameworks.Profile;
import io.ridgeway.engine.change.RevocationDesk;
import io.ridgeway.engine.gateway.ClientDesk;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.NetworkDesk;
import io.ridgeway.model.Ids;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.pages.Form;
import io.ridgeway.pages.FormPage;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Applications that keep their own keys: the connection profile, and their certificates. */
@Path("/networks/{network}/clients")
@Authenticated
@Blocking
@Produces(MediaType.TEXT_HTML)
public final class ClientsPage {
  private static final String TEMPLATE = "portal/clients";

  private final Portal portal;
  private final NetworkDesk networks;
  private final ClientDesk clients;
  private final RevocationDesk revocations;

  public ClientsPage(
      Portal portal, NetworkDesk networks, ClientDesk clients, RevocationDesk revocations) {
    this.revocations = revocations;
    this.portal = portal;
    this.networks = networks;
    this.clients = clients;
  }

  @GET
  @Operation(hidden = true)
  public Response show(NetworkId network) {
    return page(network).show();
  }

  @POST
  @Operation(hidden = true)
  public Response enrol(NetworkId network) {
    Form form = portal.form();
    String name = form.required("name", portal.texts().get("form.missing"));
    try {
      Ids.label("name", name, 40);
    } catch (IllegalArgumentException e) {
      form.reject("name", portal.texts().get("key.name.wrong"));
    }
    String request = form.required("request", portal.texts().get("form.missing"));
    OptionalInt days =
        form.number(
            "days",
            1,
            ClientDesk.LONGEST_DAYS,
            portal.texts().get("client.days.wrong", ClientDesk.LONGEST_DAYS));
    if (form.hasErrors()) {
      return page(network).again(form);
    }
    return page(network)
        .after(
            form,
            () ->
                clients.enrol(
                    portal.actor(),
                    portal.tenant(),
                    network,
                    new ClientDesk.Wanted(name, request, organisation(form), days.orElseThrow())),
            "/networks/" + network + "/clients?done=client-enrolled");
  }

  @POST
  @Path("/{name}/revocation")
  @Operation(hidden = true)
  public Response revoke(NetworkId network, @PathParam("name") String name) {
    return page(network)
        .after(
            () -> revocations.revoke(portal.actor(), portal.tenant(), network, name),
            "/networks/" + network + "/clients?done=revoking");
  }

  /** The profile as a file, or the page with what stands against it. */
  @GET
  @Path("/profile")
  @Operation(hidden = true)
  public Response profile(NetworkId network) {
    String format = portal.visit().query("format");
    String organisation = portal.visit().query("organisation");
    try {
      Optional<Profile> profile =
          clients.profile(
              portal.actor(),
              portal.tenant(),
              network,
              Optional.of(organisation).filter(o -> !o.isBlank()));
      if (profile.isEmpty()) {
        return portal.goTo("/networks/" + network);
      }
      Profile found = profile.get();
      if (format.equals("toml") && found.toml().isPresent()) {
        return file(found.toml().get(), "application/toml", "config.toml");
      }
      return format.equals("yaml")
          ? file(found.yaml(), "application/yaml", network + "-profile.yaml")
          : file(found.json(), MediaType.APPLICATION_JSON, network + "-profile.json");
    } catch (Refusal refusal) {
      return portal.refused(refusal, TEMPLATE, data(network, Form.empty()));
    }
  }

  private static Response file(String text, String type, String name) {
    return Response.ok(text, type)
        .header("Cache-Control", "no-store")
        .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
        .build();
  }

  private static Optional<String> organisation(Form form) {
    return Optional.of(form.text("organisation")).filter(text -> !text.isEmpty());
  }

  private FormPage page(NetworkId network) {
    return new FormPage(portal, TEMPLATE, form -> data(network, form));
  }

  private Map<String, Object> data(NetworkId id, Form form) {
    Map<String, Object> data = new HashMap<>();
    Network network = networks.get(portal.actor(), portal.tenant(), id);
    data.put("network", network);
    // Only SDKs of FISCO BCOS are started with such a file.
    data.put("toml", network.spec().framework().name().equals("fisco-bcos"));
    data.put("revocable", revocations.obstacle(network).isEmpty());
    data.put("clients", clients.list(portal.actor(), portal.tenant(), id));
    data.put("form", form);
    data.put("longest", ClientDesk.LONGEST_DAYS);
    return data;
  }
}
