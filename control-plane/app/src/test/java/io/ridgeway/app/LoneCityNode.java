package io.ridgeway.app;

import io.ridgeway.app.embedded.RunningRidgeway;
import java.nio.file.Path;
import java.util.Map;

/**
 * The city node {@code solo}: processes of this machine, for one tenant that trusts its own code
 * with it, or for everybody.
 *
 * @param home where it keeps its nodes
 * @param addresses a range of loopback that no other city node has
 */
record LoneCityNode(RunningRidgeway ridgeway, Path home, String addresses) {
  static final String NAME = "solo";
  private static final String PATH = "/ops/v1/city-nodes/" + NAME;

  void register(boolean singleTenant) {
    ridgeway.operator().post("/ops/v1/city-nodes", registration(singleTenant));
  }

  void change(boolean singleTenant) {
    ridgeway.operator().put(PATH, registration(singleTenant));
  }

  void forget() {
    ridgeway.operator().post(PATH + "/disable", Map.of());
    ridgeway.operator().delete(PATH);
  }

  private Map<String, Object> registration(boolean singleTenant) {
    return Map.of(
        "id",
        NAME,
        "city",
        "Solo",
        "country",
        "SG",
        "provider",
        "test-clouds",
        "adapter",
        "local",
        "maxTps",
        100,
        "configuration",
        Map.of(
            "home",
            home.toString(),
            "software",
            ridgeway.stack().home().software().toString(),
            "addresses",
            addresses,
            "cpuMillis",
            "16000",
            "singleTenant",
            String.valueOf(singleTenant)));
  }
}
