package io.ridgeway.ops.api;

import io.ridgeway.engine.catalogue.CityNodeRegistry.Registration;
import io.ridgeway.engine.catalogue.UnitCost;
import io.ridgeway.model.place.CityNode;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.model.problem.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A city node as a request describes it. */
@Schema(name = "CityNodeRegistration")
public record CityNodeInput(
    @Schema(examples = "cn-shanghai-1", description = "Its name; in the path when it is changed")
        @Nullable String id,
    @Schema(examples = "Shanghai") @Nullable String city,
    @Schema(examples = "CN", description = "ISO 3166-1 alpha-2") @Nullable String country,
    @Schema(description = "Whose law its data is under; the country's if absent")
        @Nullable String jurisdiction,
    @Schema(examples = "china-mobile") @Nullable String provider,
    @Schema(examples = "kubernetes", description = "One of /ops/v1/adapters")
        @Nullable String adapter,
    @Schema(examples = "500", description = "The most TPS that one network may buy there")
        @Nullable Integer maxTps,
    @Schema(
            description =
                "By the adapter's schema; what that calls writeOnly goes to custody and is never"
                    + " shown again")
        @Nullable Map<String, String> configuration,
    @Schema(description = "Operators only") @Nullable CostInput cost) {

  /** What it costs its operator. */
  @Schema(name = "CityNodeCost")
  public record CostInput(
      @Schema(examples = "USD") @Nullable String currency,
      @Schema(examples = "12.50", description = "Of one core for a month")
          @Nullable String coreMonth,
      @Schema(examples = "0.10", description = "Of one GiB of storage for a month")
          @Nullable String gibMonth,
      @Schema(examples = "3.00", description = "Of one address for a month")
          @Nullable String addressMonth) {
    UnitCost toCost() {
      try {
        return UnitCost.of(
            number(coreMonth), number(gibMonth), number(addressMonth), text(currency));
      } catch (ArithmeticException | IllegalArgumentException e) {
        throw Refusal.of(
            ProblemType.INVALID,
            List.of(
                new Violation(
                    "cost",
                    "A cost has a currency (ISO 4217) and three decimals of at least 0:"
                        + " coreMonth, gibMonth, addressMonth.")));
      }
    }

    private static String number(@Nullable String value) {
      String number = value == null || value.isBlank() ? "0" : value.strip();
      if (!number.matches("[0-9]{1,9}(\\.[0-9]{1,6})?")) {
        throw new IllegalArgumentException("no decimal");
      }
      return number;
    }
  }

  /** The registration under that name; refuses with everything that is missing or wrong. */
  public Registration toRegistration(String name) {
    List<Violation> violations = new ArrayList<>();
    require(violations, "id", name);
    require(violations, "city", city);
    require(violations, "country", country);
    require(violations, "provider", provider);
    require(violations, "adapter", adapter);
    if (maxTps == null) {
      violations.add(new Violation("maxTps", "maxTps is missing."));
    }
    if (configuration != null && configuration.containsValue(null)) {
      violations.add(new Violation("configuration", "null is not a value; leave it out."));
    }
    if (!violations.isEmpty() || maxTps == null) {
      throw Refusal.of(ProblemType.INVALID, violations);
    }
    String law = text(jurisdiction).isEmpty() ? text(country) : text(jurisdiction);
    CityNode node =
        new CityNode(
            new CityNodeId(name),
            checked("city", text(city), 80),
            text(country),
            law,
            checked("provider", text(provider), 80),
            text(adapter),
            maxTps,
            CityNode.State.ACTIVE);
    Map<String, String> given = new TreeMap<>(configuration == null ? Map.of() : configuration);
    // An empty field of a form is one that wasn't given.
    given.values().removeIf(String::isEmpty);
    return new Registration(node, given, Optional.ofNullable(cost).map(CostInput::toCost));
  }

  @Override
  public String toString() {
    return "CityNodeInput[" + id + "]";
  }

  private static String checked(String field, String value, int most) {
    if (value.length() > most || value.chars().anyMatch(Character::isISOControl)) {
      throw Refusal.of(
          ProblemType.INVALID,
          List.of(new Violation(field, field + " has 1 to " + most + " printable characters.")));
    }
    return value;
  }

  private static void require(List<Violation> violations, String field, @Nullable String value) {
    if (text(value).isEmpty()) {
      violations.add(new Violation(field, field + " is missing."));
    }
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value.strip();
  }
}
