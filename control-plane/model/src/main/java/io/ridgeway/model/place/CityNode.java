package io.ridgeway.model.place;

import io.ridgeway.model.Ids;

/**
 * A place where nodes can run: a data centre of one provider.
 *
 * @param id its name
 * @param city the city, in English; pages look a translation up under {@code city.<city>}
 * @param country ISO 3166-1 alpha-2
 * @param jurisdiction whose law its data is under, ISO 3166-1 alpha-2, mostly the country
 * @param provider who runs it
 * @param adapter the cloud adapter that reaches it: {@code local}
 * @param maxTps the most TPS that one network may buy here
 * @param state whether nodes may be placed there
 */
public record CityNode(
    CityNodeId id,
    String city,
    String country,
    String jurisdiction,
    String provider,
    String adapter,
    int maxTps,
    State state) {
  public CityNode {
    Ids.label("adapter", adapter, 32);
    if (!country.matches("[A-Z]{2}") || !jurisdiction.matches("[A-Z]{2}")) {
      throw new IllegalArgumentException(
          "country and jurisdiction are two capital letters (ISO 3166-1)");
    }
    if (maxTps < 1) {
      throw new IllegalArgumentException("maxTps must be at least 1");
    }
  }

  /** The same, in another state. */
  public CityNode with(State next) {
    return new CityNode(id, city, country, jurisdiction, provider, adapter, maxTps, next);
  }

  /** Whether nodes may be placed there. */
  public enum State {
    ACTIVE,
    DRAINING,
    DISABLED
  }
}
