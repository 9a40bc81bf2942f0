package io.ridgeway.portal.page;

import io.quarkus.security.Authenticated;
import io.ridgeway.engine.contract.Brought;
import io.ridgeway.engine.contract.ContractDesk;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.NetworkDesk;
import io.ridgeway.engine.takedown.TakedownDesk;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.contract.Endorsement;
import io.ridgeway.pages.Form;
import io.ridgeway.pages.FormPage;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;

/** A network's contracts: what was brought, how far it is, and the form for the next. */
@Path("/networks/{network}/contracts")
@Authenticated
@Blocking
@Produces(MediaType.TEXT_HTML)
public final class ContractsPage {
  private static final String TEMPLATE = "portal/contracts";

  private final Portal portal;
  private final NetworkDesk networks;
  private final ContractDesk contracts;
  private final TakedownDesk takedowns;

  public ContractsPage(
      Portal portal, NetworkDesk networks, ContractDesk contracts, TakedownDesk takedowns) {
    this.portal = portal;
    this.networks = networks;
    this.contracts = contracts;
    this.takedowns = takedowns;
  }

  @GET
  @Operation(hidden = true)
  public Response show(NetworkId network) {
    return page(network).show();
  }

  @POST
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @Operation(hidden = true)
  public Response deploy(NetworkId network, @RestForm("jar") @Nullable FileUpload jar) {
    Form form = portal.form();
    String missing = portal.texts().get("form.missing");
    String name = form.required("name", missing);
    String version = form.required("version", missing);
    Optional<Brought.Code> code = code(jar, form);
    if (code.isEmpty()) {
      form.reject("jar", portal.texts().get("contract.code.missing"));
    }
    Optional<Endorsement> endorsement = endorsement(form);
    if (form.hasErrors()) {
      return page(network).again(form);
    }
    return page(network)
        .after(
            form,
            List.of("name", "version", "collections"),
            () ->
                contracts.deploy(
                    portal.actor(),
                    portal.tenant(),
                    network,
                    new Brought(
                        name,
                        version,
                        Optional.empty(),
                        endorsement,
                        code.orElseThrow(),
                        Optional.of(form.text("collections")).filter(text -> !text.isBlank()))),
            "/networks/" + network + "?done=contract-brought");
  }

  private static Optional<Brought.Code> code(@Nullable FileUpload jar, Form form) {
    if (!form.text("image").isEmpty()) {
      return Optional.of(new Brought.Image(form.text("image")));
    }
    if (jar == null || jar.size() == 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Brought.Jar(Files.readAllBytes(jar.uploadedFile())));
    } catch (IOException e) {
      throw new UncheckedIOException("what was uploaded can't be read", e);
    }
  }

  private Optional<Endorsement> endorsement(Form form) {
    List<String> endorsers = form.all("endorser");
    if (endorsers.isEmpty()) {
      return Optional.empty();
    }
    try {
      String least = form.text("endorsements");
      return Optional.of(
          new Endorsement(least.isEmpty() ? endorsers.size() : Integer.parseInt(least), endorsers));
    } catch (IllegalArgumentException e) {
      form.reject(
          "endorsements", portal.texts().get("contract.endorsements.wrong", endorsers.size()));
      return Optional.empty();
    }
  }

  @POST
  @Path("/{contract}/versions/{version}/withdraw")
  @Operation(hidden = true)
  public Response withdraw(NetworkId network, String contract, String version) {
    return page(network)
        .after(
            () -> contracts.withdraw(portal.actor(), portal.tenant(), network, contract, version),
            "/networks/" + network + "?done=contract-withdrawn");
  }

  @POST
  @Path("/{contract}/remove")
  @Operation(hidden = true)
  public Response remove(NetworkId network, String contract) {
    return page(network)
        .after(
            () -> contracts.remove(portal.actor(), portal.tenant(), network, contract),
            "/networks/" + network + "?done=contract-removed");
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
    data.put("versions", contracts.list(portal.actor(), tenant, id));
    data.put("erasable", !takedowns.collections(portal.actor(), tenant, id).isEmpty());
    data.put("none", contracts.whyNone(portal.actor(), tenant, id).orElse(""));
    data.put("endorsers", contracts.endorsers(portal.actor(), tenant, id));
    return data;
  }
}
