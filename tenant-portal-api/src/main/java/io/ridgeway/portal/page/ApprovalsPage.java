package io.ridgeway.portal.page;

import io.quarkus.security.Authenticated;
import io.ridgeway.engine.Page;
import io.ridgeway.engine.approval.Approval;
import io.ridgeway.engine.approval.ApprovalDesk;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.NetworkDesk;
import io.ridgeway.model.ApprovalId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.pages.Form;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What members of a network are asked to sign whose administrators keep their keys. */
@Path("/networks/{network}/approvals")
@Authenticated
@Blocking
@Produces(MediaType.TEXT_HTML)
public final class ApprovalsPage {
  private static final String TEMPLATE = "portal/approvals";

  private final Portal portal;
  private final NetworkDesk networks;
  private final ApprovalDesk approvals;

  public ApprovalsPage(Portal portal, NetworkDesk networks, ApprovalDesk approvals) {
    this.portal = portal;
    this.networks = networks;
    this.approvals = approvals;
  }

  @GET
  @Operation(hidden = true)
  public Response show(NetworkId network) {
    return portal.page(TEMPLATE, data(network, Map.of()));
  }

  @GET
  @Path("/{approval}/to-sign")
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  @Operation(hidden = true)
  public Response toSign(NetworkId network, ApprovalId approval) {
    return Response.ok(
            approvals.get(portal.actor(), portal.tenant(), network, approval).request().toSign())
        .header("Content-Disposition", "attachment; filename=\"" + approval + ".bin\"")
        .build();
  }

  @POST
  @Path("/{approval}")
  @Operation(hidden = true)
  public Response sign(NetworkId network, ApprovalId approval) {
    Form form = portal.form();
    String signature = form.required("signature", portal.texts().get("form.missing"));
    if (form.hasErrors()) {
      return portal.again(TEMPLATE, data(network, Map.of(approval.value(), form)));
    }
    try {
      approvals.sign(portal.actor(), portal.tenant(), network, approval, signature);
      return portal.goTo("/networks/" + network + "/approvals?done=approval-signed");
    } catch (Refusal refusal) {
      form.reject(refusal, List.of("signature"));
      return portal.refused(refusal, TEMPLATE, data(network, Map.of(approval.value(), form)));
    }
  }

  @GET
  @Path("/{approval}/request")
  @Produces(MediaType.TEXT_PLAIN)
  @Operation(hidden = true)
  public Response request(NetworkId network, ApprovalId approval) {
    return approvals
        .get(portal.actor(), portal.tenant(), network, approval)
        .request()
        .wanted()
        .map(
            wanted ->
                Response.ok(wanted.request())
                    .header(
                        "Content-Disposition", "attachment; filename=\"" + wanted.name() + ".csr\"")
                    .build())
        .orElseGet(() -> portal.goTo("/networks/" + network + "/approvals"));
  }

  @POST
  @Path("/{approval}/certificate")
  @Operation(hidden = true)
  public Response certify(NetworkId network, ApprovalId approval) {
    Form form = portal.form();
    String certificate = form.required("certificate", portal.texts().get("form.missing"));
    if (form.hasErrors()) {
      return portal.again(TEMPLATE, data(network, Map.of(approval.value(), form)));
    }
    try {
      approvals.certify(portal.actor(), portal.tenant(), network, approval, certificate);
      return portal.goTo("/networks/" + network + "/approvals?done=approval-certified");
    } catch (Refusal refusal) {
      form.reject(refusal, List.of("certificate"));
      return portal.refused(refusal, TEMPLATE, data(network, Map.of(approval.value(), form)));
    }
  }

  @POST
  @Path("/{approval}/refusal")
  @Operation(hidden = true)
  public Response refuse(NetworkId network, ApprovalId approval) {
    Form form = portal.form();
    String reason = form.required("reason", portal.texts().get("form.missing"));
    if (form.hasErrors()) {
      return portal.again(TEMPLATE, data(network, Map.of(approval.value(), form)));
    }
    try {
      approvals.refuse(portal.actor(), portal.tenant(), network, approval, reason);
      return portal.goTo("/networks/" + network + "/approvals?done=approval-refused");
    } catch (Refusal refusal) {
      form.reject(refusal, List.of("reason"));
      return portal.refused(refusal, TEMPLATE, data(network, Map.of(approval.value(), form)));
    }
  }

  /** With what was typed for which of them. */
  private Map<String, Object> data(NetworkId id, Map<String, Form> typed) {
    TenantId tenant = portal.tenant();
    Network network = networks.get(portal.actor(), tenant, id);
    Map<String, Object> data = new HashMap<>();
    data.put("network", network);
    Page<Approval> page =
        approvals.list(
            portal.actor(), tenant, id, NetworksPage.request(portal.visit().query("cursor")));
    data.put("approvals", page.items());
    data.put("next", page.next().orElse(""));
    data.put("forms", forms(page.items(), typed));
    return data;
  }

  /** A form for each, by its id: what was typed for one isn't shown for another. */
  static Map<String, Form> forms(List<Approval> all, Map<String, Form> typed) {
    Map<String, Form> forms = new HashMap<>();
    all.forEach(a -> forms.put(a.id().value(), typed.getOrDefault(a.id().value(), Form.empty())));
    return forms;
  }
}
