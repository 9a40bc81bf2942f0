package io.ridgeway.portal.view;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ridgeway.billing.Comparison;
import io.ridgeway.billing.PriceBook;
import io.ridgeway.billing.Term;
import io.ridgeway.engine.catalogue.FrameworkOffer;
import io.ridgeway.model.network.Tier;
import io.ridgeway.model.place.CityNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What can be ordered. */
public record CatalogueView(
    List<FrameworkView> frameworks, List<PlaceView> cityNodes, BookView priceBook) {

  public static CatalogueView of(
      List<FrameworkOffer> frameworks,
      List<CityNode> cityNodes,
      PriceBook book,
      ObjectMapper json) {
    return new CatalogueView(
        frameworks.stream().map(f -> FrameworkView.of(f, json)).toList(),
        cityNodes.stream().map(PlaceView::of).toList(),
        BookView.of(book));
  }

  /** A framework, with the schema of its parameters. */
  public record FrameworkView(
      String name,
      String title,
      String description,
      List<String> versions,
      List<Tier> tiers,
      List<FrameworkOffer.Role> roles,
      JsonNode parametersSchema,
      List<String> cityNodes) {
    static FrameworkView of(FrameworkOffer f, ObjectMapper json) {
      try {
        return new FrameworkView(
            f.name(),
            f.title(),
            f.description(),
            f.versions(),
            f.tiers().stream().sorted().toList(),
            f.roles(),
            json.readTree(f.parametersSchema()),
            f.cityNodes().stream().map(id -> id.value()).toList());
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("the parameters schema of " + f.name() + " is not JSON", e);
      }
    }
  }

  /** A city node. */
  public record PlaceView(
      String id, String city, String country, String jurisdiction, String provider, int maxTps) {
    static PlaceView of(CityNode n) {
      return new PlaceView(
          n.id().value(), n.city(), n.country(), n.jurisdiction(), n.provider(), n.maxTps());
    }
  }

  /** The price book in force. */
  public record BookView(
      String version,
      Instant validFrom,
      Optional<Instant> validTo,
      String currency,
      List<String> currencies,
      List<Term> terms,
      List<ComparisonView> comparisons) {
    static BookView of(PriceBook b) {
      return new BookView(
          b.version(),
          b.validFrom(),
          b.validTo(),
          b.currency(),
          Stream.concat(Stream.of(b.currency()), b.exchange().keySet().stream()).toList(),
          List.copyOf(b.discounts().keySet()),
          b.comparisons().stream().map(ComparisonView::of).toList());
    }
  }

  /** What somebody else asked for the like, at a date. */
  public record ComparisonView(
      String label, String date, MoneyView perMonth, String source, String note) {
    static ComparisonView of(Comparison c) {
      return new ComparisonView(
          c.label(), c.date(), MoneyView.of(c.perMonth()), c.source(), c.note());
    }
  }
}
