package io.ridgeway.app.http;

import io.ridgeway.app.RidgewayConfig;
import io.ridgeway.app.RidgewayConfig.Role;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import jakarta.ws.rs.container.ResourceInfo;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Closes the doors of roles that this process doesn't play. It looks at the resource that was
 * matched, not at the path: there is no spelling of a path that gets past it.
 */
final class RoleDoors {
  private static final String PORTAL = "io.ridgeway.portal.";
  private static final String OPS = "io.ridgeway.ops.";

  private final Set<Role> roles;

  RoleDoors(RidgewayConfig config) {
    this.roles = config.roles();
  }

  @ServerRequestFilter
  void check(ResourceInfo matched) {
    Class<?> resource = matched.getResourceClass();
    if (resource != null && Collections.disjoint(roles, servedBy(resource))) {
      throw new Refusal(
          ProblemType.NOT_FOUND, "This process doesn't play the role that serves this door.");
    }
  }

  /** Which roles serve it; what both sets of pages share is served by either. */
  static Set<Role> servedBy(Class<?> resource) {
    if (resource.getName().startsWith(PORTAL)) {
      return EnumSet.of(Role.PORTAL);
    }
    if (resource.getName().startsWith(OPS) || resource == DemoClockResource.class) {
      return EnumSet.of(Role.OPS);
    }
    return EnumSet.of(Role.PORTAL, Role.OPS);
  }
}
