package io.ridgeway.portal.api;

import io.quarkus.security.Authenticated;
import io.ridgeway.engine.approval.ApprovalDesk;
import io.ridgeway.model.ApprovalId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.portal.view.ApprovalView;
import io.ridgeway.portal.view.ListView;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What members sign themselves, since the keys of their administrators aren't in custody. */
@Path("/v1/networks/{network}/approvals")
@Tag(name = "approvals")
@Authenticated
@Blocking
@Produces(MediaType.APPLICATION_JSON)
public final class ApprovalResource {
  private final TenantChoice choice;
  private final ApprovalDesk approvals;

  public ApprovalResource(TenantChoice choice, ApprovalDesk approvals) {
    this.choice = choice;
    this.approvals = approvals;
  }

  /**
   * An answer.
   *
   * @param signature ECDSA over the SHA-256 of {@code toSign}, DER, Base64
   * @param certificate where one is asked for: what the organisation's authority gave, in PEM
   */
  @Schema(name = "ApprovalInput")
  public record ApprovalInput(@Nullable String signature, @Nullable String certificate) {}

  /**
   * A refusal.
   *
   * @param reason why; it stands in the operation
   */
  @Schema(name = "RefusalInput")
  public record RefusalInput(@Nullable String reason) {}

  @GET
  @Operation(
      operationId = "listApprovals",
      summary = "The signatures that its operations waited for, newest first")
  public ListView<ApprovalView> list(NetworkId network, @BeanParam Paging paging) {
    return ListView.of(
        approvals.list(choice.actor(), choice.tenant(), network, paging.request()),
        ApprovalView::of);
  }

  @GET
  @Path("/{approval}")
  @Operation(operationId = "getApproval", summary = "One of them, with the bytes to be signed")
  public ApprovalView get(NetworkId network, ApprovalId approval) {
    return ApprovalView.of(approvals.get(choice.actor(), choice.tenant(), network, approval));
  }

  @GET
  @Path("/{approval}/to-sign")
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  @Operation(
      operationId = "downloadApproval",
      summary = "The very bytes to be signed, as a file for openssl dgst -sha256 -sign")
  public Response toSign(NetworkId network, ApprovalId approval) {
    return Response.ok(
            approvals.get(choice.actor(), choice.tenant(), network, approval).request().toSign())
        .header("Content-Disposition", "attachment; filename=\"" + approval + ".bin\"")
        .build();
  }

  @GET
  @Path("/{approval}/request")
  @Produces(MediaType.TEXT_PLAIN)
  @Operation(
      operationId = "downloadCertificateRequest",
      summary = "The request (PKCS#10, PEM) for the certificate that is asked for")
  public Response request(NetworkId network, ApprovalId approval) {
    String request =
        approvals
            .get(choice.actor(), choice.tenant(), network, approval)
            .request()
            .wanted()
            .orElseThrow(() -> Refusal.notFound("certificate request", approval))
            .request();
    return Response.ok(request)
        .header("Content-Disposition", "attachment; filename=\"" + approval + ".csr\"")
        .build();
  }

  @POST
  @Path("/{approval}")
  @Operation(
      operationId = "signApproval",
      summary = "Bring the signature, or the certificate",
      description =
          "A signature is verified at once against the administrator's certificate and the bytes; a"
              + " certificate against its request and the root that was ordered. The operation"
              + " goes on once nobody else is waited for.")
  public ApprovalView sign(NetworkId network, ApprovalId approval, @Nullable ApprovalInput body) {
    Input input = new Input();
    ApprovalInput given = Input.body(body);
    if (given.certificate() != null && given.signature() == null) {
      String certificate = input.required("certificate", given.certificate(), "x");
      input.check();
      return ApprovalView.of(
          approvals.certify(choice.actor(), choice.tenant(), network, approval, certificate));
    }
    String signature = input.required("signature", given.signature(), "x");
    input.check();
    return ApprovalView.of(
        approvals.sign(choice.actor(), choice.tenant(), network, approval, signature));
  }

  @POST
  @Path("/{approval}/refusal")
  @Operation(
      operationId = "refuseApproval",
      summary = "Refuse to sign",
      description =
          "The operation ends with that reason, and the network becomes again what it was before.")
  public ApprovalView refuse(NetworkId network, ApprovalId approval, @Nullable RefusalInput body) {
    Input input = new Input();
    String reason = input.required("reason", Input.body(body).reason(), "x");
    input.check();
    return ApprovalView.of(
        approvals.refuse(choice.actor(), choice.tenant(), network, approval, reason));
  }
}
