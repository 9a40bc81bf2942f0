package io.ridgeway.reconciler;

import io.ridgeway.adapter.AdapterContext;
import io.ridgeway.adapter.AdapterException;
import io.ridgeway.adapter.CloudAdapter;
import io.ridgeway.adapter.CloudAdapterProvider;
import io.ridgeway.adapter.Manifest;
import io.ridgeway.adapter.Observation;
import io.ridgeway.adapter.Usage;
import io.ridgeway.adapter.conformance.FakeCloudAdapterProvider;
import io.ridgeway.engine.fake.InMemoryStore;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.place.CityNodeId;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The fake adapters behind a line that can be cut or hang, and that refuses to be used within a
 * transaction.
 */
final class SwitchableProvider implements CloudAdapterProvider {
  final FakeCloudAdapterProvider cities;
  final Set<CityNodeId> cut = ConcurrentHashMap.newKeySet();
  final Set<CityNodeId> hanging = ConcurrentHashMap.newKeySet();
  final CountDownLatch released = new CountDownLatch(1);
  final Map<CityNodeId, Deployment> applied = new ConcurrentHashMap<>();
  final Map<CityNodeId, AdapterContext> contexts = new ConcurrentHashMap<>();
  final Map<String, Supplier<RuntimeException>> failing = new HashMap<>();

  /** What the fakes' account of usage is turned into. */
  UnaryOperator<List<Usage>> account = UnaryOperator.identity();

  /** What is seen at the fakes is turned into. */
  UnaryOperator<Observation> sight = UnaryOperator.identity();

  /** What manifests are shown; the fakes themselves have none. */
  @Nullable Function<Deployment, List<Manifest>> showing;

  private final InMemoryStore store;

  SwitchableProvider(FakeCloudAdapterProvider cities, InMemoryStore store) {
    this.cities = cities;
    this.store = store;
  }

  @Override
  public String name() {
    return cities.name();
  }

  @Override
  public String description() {
    return cities.description();
  }

  @Override
  public String configurationSchema() {
    return cities.configurationSchema();
  }

  @Override
  public CloudAdapter open(AdapterContext context) {
    CityNodeId cityNode = context.cityNode();
    CloudAdapter adapter = cities.open(context);
    contexts.put(cityNode, context);
    return (CloudAdapter)
        Proxy.newProxyInstance(
            CloudAdapter.class.getClassLoader(),
            new Class<?>[] {CloudAdapter.class},
            (proxy, method, arguments) -> {
              if (store.inTransaction()) {
                throw new AssertionError(method.getName() + " is called within a transaction");
              }
              if (cut.contains(cityNode) && !method.getName().equals("close")) {
                throw new AdapterException.Unreachable("The line is cut.", null);
              }
              if (hanging.contains(cityNode) && !method.getName().equals("close")) {
                released.await();
              }
              if (method.getName().equals("manifests") && showing != null) {
                return showing.apply((Deployment) arguments[0]);
              }
              if (method.getName().equals("apply")
                  && arguments[0] instanceof Deployment deployment) {
                applied.put(cityNode, deployment);
              }
              if (failing.containsKey(method.getName())) {
                throw failing.get(method.getName()).get();
              }
              if (method.getName().equals("usage")) {
                return account.apply(adapter.usage((NetworkId) arguments[0]));
              }
              if (method.getName().equals("observe")) {
                return sight.apply(adapter.observe((NetworkId) arguments[0]));
              }
              try {
                return method.invoke(adapter, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
