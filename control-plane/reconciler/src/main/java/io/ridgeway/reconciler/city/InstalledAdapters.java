package io.ridgeway.reconciler.city;

import io.ridgeway.adapter.CloudAdapterProvider;
import io.ridgeway.engine.catalogue.AdapterOffer;
import io.ridgeway.engine.catalogue.Adapters;
import io.ridgeway.engine.catalogue.CityNodeEntry;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.model.problem.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the engine may ask of the adapters that are installed. */
public final class InstalledAdapters implements Adapters {
  private static final Logger LOG = LoggerFactory.getLogger(InstalledAdapters.class);

  private final Map<String, ConfigurationSchema> schemas = new TreeMap<>();
  private final List<AdapterOffer> offers = new ArrayList<>();
  private final CityNodeAdapters adapters;

  /** Of these kinds; one whose schema can't be read is left out, and its fault is logged. */
  public InstalledAdapters(AdapterProviders providers, CityNodeAdapters adapters) {
    this.adapters = adapters;
    providers.all().forEach(this::add);
  }

  private void add(CloudAdapterProvider provider) {
    try {
      String text = provider.configurationSchema();
      ConfigurationSchema schema = new ConfigurationSchema(text);
      offers.add(
          new AdapterOffer(provider.name(), provider.description(), text, schema.properties()));
      schemas.put(provider.name(), schema);
    } catch (RuntimeException e) {
      LOG.atError().addKeyValue("adapter", provider.name()).setCause(e).log("left out");
    }
  }

  @Override
  public List<AdapterOffer> all() {
    return List.copyOf(offers);
  }

  @Override
  public List<Violation> check(String adapter, Map<String, String> configuration) {
    ConfigurationSchema schema = schemas.get(adapter);
    if (schema == null) {
      throw Refusal.notFound("adapter", adapter);
    }
    return schema.check(configuration);
  }

  @Override
  public Trial test(CityNodeEntry cityNode) {
    return adapters.test(cityNode);
  }
}
