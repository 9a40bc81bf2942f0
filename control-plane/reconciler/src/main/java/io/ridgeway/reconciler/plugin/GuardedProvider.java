package io.ridgeway.reconciler.plugin;

import io.ridgeway.adapter.AdapterContext;
import io.ridgeway.adapter.CloudAdapter;
import io.ridgeway.adapter.CloudAdapterProvider;
import io.ridgeway.model.place.CityNodeId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A plugin's provider behind guards, one for each city node: one that hangs holds up no other. */
final class GuardedProvider implements CloudAdapterProvider {
  private static final Logger LOG = LoggerFactory.getLogger(GuardedProvider.class);

  private final CloudAdapterProvider provider;
  private final Descriptor descriptor;
  private final ClassLoader loader;
  private final Duration deadline;
  private final Failures failures;
  private final Map<CityNodeId, Guard> guards = new ConcurrentHashMap<>();

  GuardedProvider(
      CloudAdapterProvider provider,
      Descriptor descriptor,
      ClassLoader loader,
      Duration deadline,
      Failures failures) {
    this.provider = provider;
    this.descriptor = descriptor;
    this.loader = loader;
    this.deadline = deadline;
    this.failures = failures;
  }

  @Override
  public String name() {
    return descriptor.name();
  }

  @Override
  public String description() {
    return descriptor.description();
  }

  @Override
  public String configurationSchema() {
    return descriptor.schema();
  }

  @Override
  public CloudAdapter open(AdapterContext context) {
    // The guard outlives the adapter: what hangs in an old one still counts.
    Guard guard = guards.computeIfAbsent(context.cityNode(), this::guard);
    Opening opening = new Opening();
    try {
      CloudAdapter adapter =
          guard.call(
              "open", Optional.of("open"), call -> opening.opened(provider.open(given(context))));
      return new GuardedAdapter(adapter, guard);
    } catch (RuntimeException e) {
      opening.giveUp().ifPresent(adapter -> new GuardedAdapter(adapter, guard).close());
      throw e;
    }
  }

  /** An adapter on its way to a caller who may give up meanwhile; one of the two closes it then. */
  private static final class Opening {
    private @Nullable CloudAdapter adapter;
    private boolean givenUp;

    /** On the plugin's thread. */
    CloudAdapter opened(CloudAdapter fresh) {
      if (!isWanted(fresh)) {
        // The interrupt was for the opening; closing it is to be done in full.
        boolean wasInterrupted = Thread.interrupted();
        LOG.atDebug().addKeyValue("interrupted", wasInterrupted).log("opened too late; closed");
        fresh.close();
      }
      return fresh;
    }

    private synchronized boolean isWanted(CloudAdapter fresh) {
      adapter = fresh;
      return !givenUp;
    }

    /** What was opened until now. */
    synchronized Optional<CloudAdapter> giveUp() {
      givenUp = true;
      return Optional.ofNullable(adapter);
    }
  }

  private Guard guard(CityNodeId cityNode) {
    return new Guard(
        "the plugin " + name() + " at city node " + cityNode, loader, deadline, failures);
  }

  /** The context, with what leads back to us running as ours. */
  private static AdapterContext given(AdapterContext context) {
    ClassLoader ours = GuardedProvider.class.getClassLoader();
    return new AdapterContext(
        context.cityNode(),
        context.configuration(),
        property -> Guard.asCalledBy(ours, () -> context.credentials().get(property)),
        network ->
            Guard.asCalledBy(
                ours,
                () -> {
                  context.changed().accept(network);
                  return true;
                }));
  }

  void close() {
    guards.values().forEach(Guard::close);
  }
}
