package io.ridgeway.adapter.conformance;

import io.ridgeway.adapter.AdapterContext;
import io.ridgeway.adapter.CloudAdapter;
import io.ridgeway.adapter.CloudAdapterProvider;
import io.ridgeway.model.place.CityNodeId;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Opens adapters named {@code fake}. It remembers its city nodes, so that one that is opened again
 * still has what was applied to it.
 */
public final class FakeCloudAdapterProvider implements CloudAdapterProvider {
  private final Map<CityNodeId, FakeCityNode> cityNodes = new ConcurrentHashMap<>();
  private final Clock clock;

  /** For {@link java.util.ServiceLoader}. */
  public FakeCloudAdapterProvider() {
    this(Clock.systemUTC());
  }

  public FakeCloudAdapterProvider(Clock clock) {
    this.clock = clock;
  }

  /** The city node of that name, made if it isn't there. */
  public FakeCityNode cityNode(CityNodeId id) {
    return cityNodes.computeIfAbsent(id, i -> new FakeCityNode(i, clock));
  }

  @Override
  public String name() {
    return "fake";
  }

  @Override
  public String description() {
    return "City nodes in memory, for tests: nothing runs";
  }

  @Override
  public String configurationSchema() {
    return """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "type": "object",
          "additionalProperties": false
        }
        """;
  }

  @Override
  public CloudAdapter open(AdapterContext context) {
    if (!context.configuration().isEmpty()) {
      throw new IllegalArgumentException("the fake adapter has no configuration");
    }
    return cityNode(context.cityNode()).open();
  }
}
