package io.ridgeway.portal.api;

import io.ridgeway.engine.access.Access;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.CurrentActor;
import io.ridgeway.engine.access.Membership;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;

/**
 * For which tenant a request is: the one in its {@code Ridgeway-Tenant} header, else the actor's
 * only one.
 */
@RequestScoped
public class TenantChoice {
  static final String HEADER = "Ridgeway-Tenant";

  private final CurrentActor current;
  private final Access access;
  private final HttpHeaders headers;

  public TenantChoice(CurrentActor current, Access access, @Context HttpHeaders headers) {
    this.current = current;
    this.access = access;
    this.headers = headers;
  }

  /** Who asks. */
  public Actor actor() {
    return current.get();
  }

  /** For whom. What the actor may do there is for the desks to say. */
  public TenantId tenant() {
    String named = headers.getHeaderString(HEADER);
    if (named != null && !named.isBlank()) {
      try {
        return new TenantId(named);
      } catch (IllegalArgumentException e) {
        throw new Refusal(ProblemType.INVALID, "The " + HEADER + " header is not a tenant's id.");
      }
    }
    List<Membership> mine = access.membershipsOf(actor());
    return switch (mine.size()) {
      case 0 ->
          throw new Refusal(
              ProblemType.INVALID,
              "You belong to no organisation yet: sign one up with POST /v1/tenants.");
      case 1 -> mine.get(0).tenant();
      default ->
          throw new Refusal(
              ProblemType.INVALID,
              "You belong to several organisations: say which one with the header " + HEADER + ".");
    };
  }
}
