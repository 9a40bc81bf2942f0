package io.ridgeway.portal.page;

import io.quarkus.security.Authenticated;
import io.ridgeway.engine.gateway.ApplicationDesk;
import io.ridgeway.engine.network.NetworkDesk;
import io.ridgeway.model.ApplicationId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.contract.NamedContract;
import io.ridgeway.model.key.CaType;
import io.ridgeway.model.key.MacAlgorithm;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.pages.Form;
import io.ridgeway.pages.FormPage;
import io.ridgeway.portal.api.Interfaces;
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
import org.eclipse.microprofile.openapi.annotations.Operation;

/** A network's applications that speak BSN's protocol with the gateway. */
@Path("/networks/{network}/bsn-applications")
@Authenticated
@Blocking
@Produces(MediaType.TEXT_HTML)
public final class BsnPage {
  private static final String TEMPLATE = "portal/bsn";

  private final Portal portal;
  private final NetworkDesk networks;
  private final ApplicationDesk applications;

  public BsnPage(Portal portal, NetworkDesk networks, ApplicationDesk applications) {
    this.portal = portal;
    this.networks = networks;
    this.applications = applications;
  }

  @GET
  @Operation(hidden = true)
  public Response show(NetworkId network) {
    return page(network).show();
  }

  @POST
  @Operation(hidden = true)
  public Response create(NetworkId network) {
    Form form = portal.form();
    String name = form.required("name", portal.texts().get("form.missing"));
    Optional<MacAlgorithm> algorithm =
        MacAlgorithm.of(
            form.number("algorithm", 1, 3, portal.texts().get("form.missing")).orElse(0));
    Optional<CaType> caType =
        CaType.of(form.number("caType", 1, 2, portal.texts().get("form.missing")).orElse(0));
    if (form.hasErrors() || algorithm.isEmpty() || caType.isEmpty()) {
      return page(network).again(form);
    }
    try {
      ApplicationDesk.Shown made =
          applications.create(
              portal.actor(),
              portal.tenant(),
              network,
              new ApplicationDesk.Wanted(
                  name,
                  algorithm.get(),
                  given(form, "publicKey"),
                  given(form, "organisation"),
                  caType.get(),
                  false));
      return portal.page(
          "portal/bsn-made",
          Map.of("network", networks.get(portal.actor(), portal.tenant(), network), "made", made));
    } catch (IllegalArgumentException e) {
      Refusal refusal = new Refusal(ProblemType.INVALID, e.getMessage() + ".");
      return portal.refused(refusal, TEMPLATE, data(network, form));
    } catch (Refusal refusal) {
      return portal.refused(refusal, TEMPLATE, data(network, form));
    }
  }

  @POST
  @Path("/{application}/{what: freeze|thaw|revoke}")
  @Operation(hidden = true)
  public Response change(NetworkId network, ApplicationId application, String what) {
    try {
      if (what.equals("revoke")) {
        applications.revoke(portal.actor(), portal.tenant(), application);
      } else {
        applications.change(
            portal.actor(),
            portal.tenant(),
            application,
            Optional.empty(),
            Optional.of(what.equals("freeze")));
      }
      return portal.goTo("/networks/" + network + "/bsn-applications?done=bsn-" + what);
    } catch (Refusal refusal) {
      return portal.refused(refusal, TEMPLATE, data(network, Form.empty()));
    }
  }

  @POST
  @Path("/{application}/contracts")
  @Operation(hidden = true)
  public Response name(NetworkId network, ApplicationId application) {
    Form form = portal.form();
    String missing = portal.texts().get("form.missing");
    String name = form.required("contract", missing);
    String address = form.required("address", missing);
    String abi = form.required("abi", missing);
    if (form.hasErrors()) {
      return page(network).again(form);
    }
    try {
      applications.name(
          portal.actor(),
          portal.tenant(),
          application,
          NamedContract.name(name),
          new NamedContract(address, Interfaces.checked(abi)));
      return portal.goTo("/networks/" + network + "/bsn-applications?done=bsn-contract");
    } catch (IllegalArgumentException e) {
      Refusal refusal = new Refusal(ProblemType.INVALID, e.getMessage() + ".");
      return portal.refused(refusal, TEMPLATE, data(network, form));
    } catch (Refusal refusal) {
      return portal.refused(refusal, TEMPLATE, data(network, form));
    }
  }

  @POST
  @Path("/{application}/contracts/{contract}/remove")
  @Operation(hidden = true)
  public Response unname(NetworkId network, ApplicationId application, String contract) {
    return page(network)
        .after(
            () -> applications.unname(portal.actor(), portal.tenant(), application, contract),
            "/networks/" + network + "/bsn-applications?done=bsn-uncontract");
  }

  private static Optional<String> given(Form form, String field) {
    return Optional.of(form.text(field)).filter(text -> !text.isEmpty());
  }

  private FormPage page(NetworkId network) {
    return new FormPage(portal, TEMPLATE, form -> data(network, form));
  }

  private Map<String, Object> data(NetworkId id, Form form) {
    Map<String, Object> data = new HashMap<>();
    data.put("network", networks.get(portal.actor(), portal.tenant(), id));
    data.put("applications", applications.list(portal.actor(), portal.tenant(), id));
    data.put("form", form);
    return data;
  }
}
