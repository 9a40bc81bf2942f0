package io.ridgeway.portal.page;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ridgeway.billing.PriceBook;
import io.ridgeway.billing.Term;
import io.ridgeway.engine.catalogue.Catalogue;
import io.ridgeway.engine.catalogue.FrameworkOffer;
import io.ridgeway.model.Ids;
import io.ridgeway.model.network.Framework;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.Tier;
import io.ridgeway.model.place.CityNode;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.pages.Form;
import io.ridgeway.pages.Texts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The order form of one framework: what it offers, what was typed, and the network that this asks
 * for. Its fields are named as the violations of a spec are, so that each is said where it belongs.
 *
 * @param others every framework that can be ordered
 */
public record OrderForm(
    FrameworkOffer offer,
    List<FrameworkOffer> others,
    List<CityNode> places,
    List<Parameter> parameters,
    List<Term> terms,
    List<String> currencies,
    Form form) {
  private static final int MOST_TPS = 100_000;
  private static final int MOST_GIB = 65_536;
  private static final int MOST_NODES = 100;

  /** So many contracts of its own a network on shared nodes runs at most. */
  private static final int MOST_OWN_CONTRACTS = 8;

  private static final List<Integer> OWN_CONTRACTS =
      IntStream.rangeClosed(0, MOST_OWN_CONTRACTS).boxed().toList();

  private static final int USUAL_TPS = 10;
  private static final int USUAL_GIB = 10;

  /** What a quote is asked for. */
  record Ask(NetworkSpec spec, Term term, String currency) {}

  /** The form of the framework that was chosen, else of the first; empty if none can be ordered. */
  static Optional<OrderForm> of(Catalogue catalogue, ObjectMapper json, String chosen, Form typed) {
    List<FrameworkOffer> offers = catalogue.frameworks();
    PriceBook book = catalogue.priceBook();
    return offers.stream()
        .filter(o -> o.name().equals(chosen))
        .findFirst()
        .or(() -> offers.stream().findFirst())
        .map(offer -> of(offer, offers, catalogue.cityNodes(), book, json, typed));
  }

  static OrderForm of(
      FrameworkOffer offer,
      List<FrameworkOffer> others,
      List<CityNode> cityNodes,
      PriceBook book,
      ObjectMapper json,
      Form typed) {
    List<CityNode> places =
        cityNodes.stream().filter(n -> offer.cityNodes().contains(n.id())).toList();
    List<Parameter> parameters = Parameter.of(offer.parametersSchema(), json);
    List<Term> terms = List.copyOf(book.discounts().keySet());
    List<String> currencies =
        Stream.concat(book.exchange().keySet().stream(), Stream.of(book.currency()))
            .distinct()
            .toList();
    Form form = typed.isEmpty() ? usual(offer, places, parameters, terms, currencies) : typed;
    return new OrderForm(offer, others, places, parameters, terms, currencies, form);
  }

  /** The names of the fields in their order; what is wrong is said at one of them. */
  public List<String> fields() {
    List<String> fields = new ArrayList<>(List.of("name", "framework.version"));
    if (tiers().size() > 1) {
      fields.add("tier");
    }
    offer.roles().forEach(r -> fields.add("nodes." + r.name()));
    fields.addAll(List.of("cityNodes", "jurisdictions", "tps", "storageGib"));
    parameters.forEach(p -> fields.add(p.field()));
    fields.addAll(List.of("term", "currency"));
    return fields;
  }

  /** The tiers that it can be ordered in, nodes of its own first, in lower case. */
  public List<String> tiers() {
    return Arrays.stream(Tier.values())
        .filter(offer.tiers()::contains)
        .map(tier -> tier.name().toLowerCase(Locale.ROOT))
        .toList();
  }

  /**
   * The roles whose counts are asked for.
   *
   * @param changing whether of a network that runs: its tier is settled then
   */
  public List<FrameworkOffer.Role> roles(boolean changing) {
    return changing ? rolesOf(tier()) : offer.roles();
  }

  private List<FrameworkOffer.Role> rolesOf(Tier settled) {
    return settled == Tier.SHARED
        ? offer.roles().stream()
            .filter(r -> r.name().equals(NetworkSpec.CONTRACT))
            .map(r -> new FrameworkOffer.Role(r.name(), r.title(), OWN_CONTRACTS, 0, r.reason()))
            .toList()
        : offer.roles();
  }

  /** The fields of {@link #change}, as {@link #fields} of an order. */
  List<String> changeable(NetworkSpec from) {
    if (!from.isGuest()) {
      return fields();
    }
    return Stream.concat(
            rolesOf(Tier.SHARED).stream().map(r -> "nodes." + r.name()),
            Stream.of("tps", "storageGib"))
        .toList();
  }

  private Tier tier() {
    String first = tiers().get(0);
    String chosen = form.text("tier");
    return Tier.valueOf((tiers().contains(chosen) ? chosen : first).toUpperCase(Locale.ROOT));
  }

  /** The laws that the places are under. */
  public List<String> laws() {
    return places.stream().map(CityNode::jurisdiction).distinct().sorted().toList();
  }

  /** A field's identifier in the page. */
  public String id(String field) {
    return field.replace('.', '-');
  }

  /**
   * What the form asks for; empty if it can't be read, which its fields then say.
   *
   * @param named whether the network needs its name, which its price doesn't
   */
  Optional<Ask> ask(Texts texts, boolean named) {
    String name = form.text("name");
    if (name.isEmpty() && !named) {
      name = "network";
    }
    String given = name;
    try {
      Ids.label("name", given, 32);
    } catch (IllegalArgumentException e) {
      form.reject("name", texts.get(given.isEmpty() ? "form.missing" : "order.name.wrong"));
    }
    Optional<Term> term =
        terms.stream().filter(t -> t.name().equals(form.text("term"))).findFirst();
    if (term.isEmpty()) {
      form.reject("term", texts.get("form.choose"));
    }
    if (!currencies.contains(form.text("currency"))) {
      form.reject("currency", texts.get("form.choose"));
    }
    Optional<NetworkSpec> spec = spec(texts, given, tier(), offer.roles());
    if (spec.isEmpty() || term.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Ask(spec.get(), term.get(), form.text("currency")));
  }

  /**
   * What the form makes of a network that runs; empty if it can't be read. What it has that isn't
   * offered any more stays: city nodes, parameters.
   */
  Optional<NetworkSpec> change(Texts texts, NetworkSpec from) {
    if (from.isGuest()) {
      return changeOfGuest(texts, from);
    }
    return spec(texts, from.name(), from.tier(), offer.roles())
        .map(
            to -> {
              Set<CityNodeId> chosen =
                  from.cityNodes().stream()
                      .filter(id -> places.stream().noneMatch(p -> p.id().equals(id)))
                      .collect(Collectors.toCollection(LinkedHashSet::new));
              chosen.addAll(to.cityNodes());
              Map<String, String> values = new LinkedHashMap<>(from.parameters());
              parameters.forEach(p -> values.remove(p.name()));
              values.putAll(to.parameters());
              return from.becoming(
                  to.framework(),
                  to.nodes(),
                  values,
                  // In their order, where they are the same.
                  chosen.equals(Set.copyOf(from.cityNodes()))
                      ? from.cityNodes()
                      : List.copyOf(chosen),
                  to.tps(),
                  to.storageGib());
            });
  }

  /**
   * Where it lives, its version and parameters are for good on shared nodes: these aren't asked.
   */
  private Optional<NetworkSpec> changeOfGuest(Texts texts, NetworkSpec from) {
    Map<String, Integer> nodes = counts(texts, rolesOf(Tier.SHARED), MOST_OWN_CONTRACTS);
    OptionalInt tps = tps(texts);
    OptionalInt gib = storage(texts);
    if (form.hasErrors()) {
      return Optional.empty();
    }
    return Optional.of(
        from.becoming(
            from.framework(),
            share(nodes),
            from.parameters(),
            from.cityNodes(),
            tps.orElseThrow(),
            gib.orElseThrow()));
  }

  private Map<String, Integer> counts(Texts texts, List<FrameworkOffer.Role> asked, int most) {
    Map<String, Integer> nodes = new LinkedHashMap<>();
    for (FrameworkOffer.Role role : asked) {
      form.number("nodes." + role.name(), 0, most, texts.get("form.number", 0, most))
          .ifPresent(count -> nodes.put(role.name(), count));
    }
    return nodes;
  }

  private OptionalInt tps(Texts texts) {
    return form.number("tps", 1, MOST_TPS, texts.get("form.number", 1, MOST_TPS));
  }

  private OptionalInt storage(Texts texts) {
    return form.number("storageGib", 1, MOST_GIB, texts.get("form.number", 1, MOST_GIB));
  }

  /** What a network is, as it would have been typed. */
  static Form typed(NetworkSpec spec) {
    Map<String, List<String>> typed = new LinkedHashMap<>();
    typed.put("framework.version", List.of(spec.framework().version()));
    typed.put("tier", List.of(spec.tier().name().toLowerCase(Locale.ROOT)));
    spec.nodes().forEach((role, n) -> typed.put("nodes." + role, List.of(String.valueOf(n))));
    typed.put("cityNodes", spec.cityNodes().stream().map(CityNodeId::value).toList());
    typed.put("tps", List.of(String.valueOf(spec.tps())));
    typed.put("storageGib", List.of(String.valueOf(spec.storageGib())));
    spec.parameters().forEach((name, value) -> typed.put("parameters." + name, List.of(value)));
    return new Form(typed);
  }

  private Optional<NetworkSpec> spec(
      Texts texts, String name, Tier tier, List<FrameworkOffer.Role> asked) {
    Map<String, Integer> nodes = counts(texts, asked, MOST_NODES);
    OptionalInt tps = tps(texts);
    OptionalInt gib = storage(texts);
    List<CityNodeId> chosen =
        places.stream().map(CityNode::id).filter(id -> form.has("cityNodes", id)).toList();
    if (chosen.isEmpty()) {
      form.reject("cityNodes", texts.get("order.city-nodes.missing"));
    }
    // Who asks for a law that isn't offered must not get any law instead.
    if (!laws().containsAll(form.all("jurisdictions"))) {
      form.reject("jurisdictions", texts.get("form.choose"));
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (Parameter parameter : parameters) {
      String value = form.text(parameter.field());
      if (value.length() > NetworkSpec.LONGEST_VALUE) {
        form.reject(parameter.field(), texts.get("form.too-long", NetworkSpec.LONGEST_VALUE));
      } else if (!value.isEmpty()) {
        values.put(parameter.name(), value);
      }
    }
    if (!offer.versions().contains(form.text("framework.version"))) {
      form.reject("framework.version", texts.get("form.choose"));
    }
    if (form.hasErrors()) {
      return Optional.empty();
    }
    return Optional.of(
        new NetworkSpec(
                name,
                new Framework(offer.name(), form.text("framework.version")),
                tier,
                tier == Tier.SHARED ? share(nodes) : nodes,
                values,
                chosen,
                tps.orElseThrow(),
                gib.orElseThrow())
            .under(Set.copyOf(form.all("jurisdictions"))));
  }

  /** Of the counts, that of contracts of one's own alone means something there. */
  private static Map<String, Integer> share(Map<String, Integer> nodes) {
    int contracts = nodes.getOrDefault(NetworkSpec.CONTRACT, 0);
    return contracts == 0
        ? Map.of(NetworkSpec.SHARE, 1)
        : Map.of(NetworkSpec.SHARE, 1, NetworkSpec.CONTRACT, contracts);
  }

  private static Form usual(
      FrameworkOffer offer,
      List<CityNode> places,
      List<Parameter> parameters,
      List<Term> terms,
      List<String> currencies) {
    Map<String, List<String>> usual = new LinkedHashMap<>();
    usual.put("framework.version", List.of(offer.versions().get(0)));
    usual.put("tier", List.of(Tier.DEDICATED.name().toLowerCase(Locale.ROOT)));
    offer.roles().forEach(r -> usual.put("nodes." + r.name(), List.of(String.valueOf(r.usual()))));
    usual.put("cityNodes", places.stream().limit(1).map(p -> p.id().value()).toList());
    usual.put("tps", List.of(String.valueOf(USUAL_TPS)));
    usual.put("storageGib", List.of(String.valueOf(USUAL_GIB)));
    parameters.forEach(p -> usual.put(p.field(), List.of(p.usual())));
    Term longest = terms.contains(Term.ANNUAL) ? Term.ANNUAL : terms.get(0);
    usual.put("term", List.of(longest.name()));
    usual.put("currency", List.of(currencies.get(0)));
    return new Form(usual);
  }
}
