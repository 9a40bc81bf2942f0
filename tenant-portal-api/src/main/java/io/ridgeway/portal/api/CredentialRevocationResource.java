package io.ridgeway.portal.api;

import io.quarkus.security.Authenticated;
import io.ridgeway.engine.gateway.CredentialDesk;
import io.ridgeway.model.CredentialId;
import io.ridgeway.model.meter.CallLimits;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.portal.view.CredentialView;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Limits API keys, and takes them out of force. */
@Path("/v1/gateway-credentials")
@Authenticated
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "keys and credentials")
public final class CredentialRevocationResource {
  private final TenantChoice choice;
  private final CredentialDesk credentials;

  public CredentialRevocationResource(TenantChoice choice, CredentialDesk credentials) {
    this.choice = choice;
    this.credentials = credentials;
  }

  /**
   * What a key may do at most; what is left out isn't limited any more but by the network's limit.
   *
   * @param tps calls a second, 1 to 1,000,000
   * @param daily calls a day (UTC), 1 to 1,000,000,000,000
   * @param concurrent calls under way at once, 1 to 10,000
   * @param bytes of one body, 1 to 1,048,576
   */
  public record Limits(
      @Nullable Integer tps,
      @Nullable Long daily,
      @Nullable Integer concurrent,
      @Nullable Integer bytes) {
    static CallLimits of(Limits wanted) {
      try {
        return new CallLimits(
            maybe(wanted.tps()),
            wanted.daily() == null ? OptionalLong.empty() : OptionalLong.of(wanted.daily()),
            maybe(wanted.concurrent()),
            maybe(wanted.bytes()));
      } catch (IllegalArgumentException e) {
        throw new Refusal(
            ProblemType.INVALID, "The limits can't be taken: " + e.getMessage() + ".");
      }
    }

    private static OptionalInt maybe(@Nullable Integer value) {
      return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }
  }

  @PUT
  @Path("/{credential}/limits")
  @Operation(
      operationId = "limitCredential",
      summary = "Set what an API key may do at most; all four at once")
  public CredentialView limit(CredentialId credential, @Nullable Limits body) {
    CallLimits limits = Limits.of(Input.body(body));
    return CredentialView.of(
        credentials.limit(choice.actor(), choice.tenant(), credential, limits));
  }

  @DELETE
  @Path("/{credential}")
  @Operation(operationId = "revokeCredential", summary = "Take an API key out of force at once")
  public void revoke(CredentialId credential) {
    credentials.revoke(choice.actor(), choice.tenant(), credential);
  }
}
