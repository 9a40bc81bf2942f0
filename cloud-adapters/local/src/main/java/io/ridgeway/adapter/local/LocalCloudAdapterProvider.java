package io.ridgeway.adapter.local;

import io.ridgeway.adapter.AdapterContext;
import io.ridgeway.adapter.CloudAdapter;
import io.ridgeway.adapter.CloudAdapterProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
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
    return "Processes on this machine, on loopback addresses (Linux with glibc)";
  }

  @Override
  public String configurationSchema() {
    try (InputStream in = LocalCloudAdapterProvider.class.getResourceAsStream(SCHEMA)) {
      if (in == null) {
        throw new IllegalStateException(SCHEMA + " is missing from this adapter's archive");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(SCHEMA + " can't be read", e);
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if a setting isn't what the schema says
   */
  @Override
  public CloudAdapter open(AdapterContext context) {
    return LocalCloudAdapter.open(
        context.cityNode(), LocalSettings.of(context.configuration()), clock);
  }
}
