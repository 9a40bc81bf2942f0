package io.ridgeway.portal.api;

import io.quarkus.security.Authenticated;
import io.ridgeway.engine.access.CurrentActor;
import io.ridgeway.engine.tenant.TenantDesk;
import io.ridgeway.engine.tenant.VerificationFile;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.portal.view.ListView;
import io.ridgeway.portal.view.MeView;
import io.ridgeway.portal.view.TenantView;
import io.ridgeway.portal.view.VerificationView;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Organisations and the verification of who they are. */
@Path("/v1/tenants")
@Authenticated
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "organisation")
public final class TenantResource {
  private final CurrentActor actor;
  private final TenantDesk tenants;

  public TenantResource(CurrentActor actor, TenantDesk tenants) {
    this.actor = actor;
    this.tenants = tenants;
  }

  /** A new organisation. */
  public record SignUp(@Nullable String name, @Nullable String country) {}

  /** The real-name file. */
  public record RealNameFile(
      @Nullable String legalName,
      @Nullable String registrationNumber,
      @Nullable String representative) {}

  @POST
  @ResponseStatus(201)
  @Operation(
      operationId = "signUp",
      summary = "Sign an organisation up; you become its administrator")
  public TenantView signUp(@Nullable SignUp body) {
    SignUp asked = Input.body(body);
    Input input = new Input();
    String name = input.required("name", asked.name(), "x");
    String country = input.required("country", asked.country(), "x");
    input.check();
    return TenantView.of(tenants.signUp(actor.get(), name, country));
  }

  @GET
  @Path("/{tenant}")
  @Operation(operationId = "getTenant", summary = "An organisation")
  public TenantView get(TenantId tenant) {
    return TenantView.of(tenants.get(actor.get(), tenant));
  }

  @GET
  @Path("/{tenant}/members")
  @Operation(operationId = "listMembers", summary = "Its members and their roles")
  public ListView<MeView.Member> members(TenantId tenant) {
    return ListView.of(
        tenants.members(actor.get(), tenant).stream().map(MeView.Member::of).toList());
  }

  @POST
  @Path("/{tenant}/verification")
  @ResponseStatus(201)
  @Operation(operationId = "submitVerification", summary = "Hand in the real-name file")
  public VerificationView submit(TenantId tenant, @Nullable RealNameFile body) {
    RealNameFile asked = Input.body(body);
    Input input = new Input();
    String legalName = input.required("legalName", asked.legalName(), "x");
    String number = input.required("registrationNumber", asked.registrationNumber(), "x");
    String representative = input.required("representative", asked.representative(), "x");
    input.check();
    VerificationFile file = tenants.submit(actor.get(), tenant, legalName, number, representative);
    return VerificationView.of(file);
  }

  @GET
  @Path("/{tenant}/verification")
  @Operation(
      operationId = "getVerification",
      summary = "The newest real-name file and its decision")
  public VerificationView verification(TenantId tenant) {
    return tenants
        .file(actor.get(), tenant)
        .map(VerificationView::of)
        .orElseThrow(() -> Refusal.notFound("real-name file of tenant", tenant));
  }
}
