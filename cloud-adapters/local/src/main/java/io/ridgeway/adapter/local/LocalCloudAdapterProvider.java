package io.ridgeway.adapter.local;

import io.ridgeway.adapter.AdapterContext;
import io.ridgeway.adapter.CloudAdapter;
import io.ridgeway.adapter.CloudAdapterProvider;
import java.time.Clock;

/** Opens city nodes on this machine. */
public final class LocalCloudAdapterProvider implements CloudAdapterProvider {
  private static final String SCHEMA = "configuration.schema.json";

  private final Clock clock;

  /** For {@link java.util.ServiceLoader}. */
  public LocalCloudAdapterProvider() {
    this(Clock.systemUTC());
  }

  public LocalCloudAdapterProvider(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return "local";
  }

  @Override
  public String description() {
    return "Processes on this machine, each on an address of its own (Linux with glibc)";
  }

  @Override
  public String configurationSchema() {
    return CloudAdapterProvider.resourceBeside(LocalCloudAdapterProvider.class, SCHEMA);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if a setting isn't what the schema says
   */
  @Override
  public CloudAdapter open(AdapterContext context) {
    return LocalCloudAdapter.open(context, LocalSettings.of(context.configuration()), clock);
  }
}
