package io.ridgeway.app.chart;

import io.ridgeway.app.cli.Api;
import io.ridgeway.app.embedded.RestDoors;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** The doors of roles that run apart: tenants' are the portal's, and operators' those of ops. */
public final class TierDoors implements RestDoors {
  private final ChartRoles roles;
  private final Function<String, Supplier<String>> tokens;
  private final Map<String, String> owners = new HashMap<>();

  /**
   * @param tokens of each person, a valid access token whenever one is asked for
   */
  public TierDoors(ChartRoles roles, Function<String, Supplier<String>> tokens) {
    this.roles = roles;
    this.tokens = tokens;
  }

  @Override
  public Api operator() {
    return new Api(roles.url("ops"), tokens.apply("operator"), () -> "");
  }

  @Override
  public Api person(String user) {
    return new Api(roles.url("portal"), tokens.apply(user), () -> "");
  }

  @Override
  public Api tenant(String tenant) {
    return new Api(roles.url("portal"), tokens.apply(owners.get(tenant)), () -> tenant);
  }

  @Override
  public void owns(String user, String tenant) {
    owners.put(tenant, user);
  }
}
