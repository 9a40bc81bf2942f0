package io.ridgeway.billing;

import io.ridgeway.model.network.Tier;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.model.problem.Violation;
import java.io.StringReader;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.nodes.Node;

/** Reads a price book from YAML: strictly, and with the line of each thing that is wrong. */
final class PriceBookParser {
  private static final int MAX_CHARACTERS = 1_000_000;

  private final List<Violation> wrong = new ArrayList<>();

  static PriceBook parse(String yaml) {
    PriceBookParser parser = new PriceBookParser();
    return compose(yaml, "price book", parser.wrong)
        .flatMap(root -> parser.book(new YamlMap("", root, parser.wrong)))
        .orElseThrow(() -> Refusal.of(ProblemType.INVALID, parser.wrong));
  }

  /** The text's root; empty if it is wrong as YAML already, which is noted. */
  static Optional<Node> compose(String text, String what, List<Violation> wrong) {
    return Optional.ofNullable(node(text, what, wrong));
  }

  private static @Nullable Node node(String text, String what, List<Violation> wrong) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MAX_CHARACTERS);
    Yaml yaml = new Yaml(options);
    try {
      for (Event event : yaml.parse(new StringReader(text))) {
        // An alias can make a small file expand without bound, and hides a price from its reader.
        if (event instanceof AliasEvent) {
          int line = event.getStartMark().getLine() + 1;
          wrong.add(new Violation("", "line " + line + ": an alias (*) is used; write it out."));
          return null;
        }
      }
      Node root = yaml.compose(new StringReader(text));
      if (root == null) {
        wrong.add(new Violation("", "The " + what + " is empty; begin with its version."));
      }
      return root;
    } catch (MarkedYAMLException e) {
      String line = e.getProblemMark() == null ? "" : "line " + (e.getProblemMark().getLine() + 1);
      wrong.add(new Violation("", line + ": not YAML, " + e.getProblem() + "; correct it there."));
    } catch (YAMLException e) {
      wrong.add(
          new Violation(
              "",
              "The "
                  + what
                  + " can't be read as YAML: give text of at most "
                  + MAX_CHARACTERS
                  + " characters without control characters."));
    }
    return null;
  }

  private Optional<PriceBook> book(YamlMap root) {
    String version = root.text("version");
    Instant validFrom = instant(root, "validFrom");
    Optional<Instant> validTo =
        root.has("validTo") ? Optional.of(instant(root, "validTo")) : Optional.empty();
    String currency = root.currency("currency");
    int validity = root.count("quoteValidityDays");
    Map<String, ExchangeRate> exchange = exchange(root);
    Map<Term, BigDecimal> discounts = discounts(root);
    Optional<Overage> overage = overage(root.map("overage"), currency);
    List<Rate> rates = rates(root, currency);
    List<Comparison> comparisons = new ArrayList<>();
    if (root.has("comparisons")) {
      root.list("comparisons").forEach(item -> comparison(item).ifPresent(comparisons::add));
    }
    return root.build(
        () ->
            new PriceBook(
                version,
                validFrom,
                validTo,
                currency,
                validity,
                exchange,
                discounts,
                overage.orElseThrow(),
                rates,
                comparisons));
  }

  private static Instant instant(YamlMap map, String key) {
    return map.read(
        key,
        Instant.EPOCH,
        "a day or an instant; write one such as 2026-01-01 (UTC) or 2026-01-01T08:00:00Z",
        text ->
            text.contains("T")
                ? Instant.parse(text)
                : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  private static Map<String, ExchangeRate> exchange(YamlMap root) {
    Map<String, ExchangeRate> rates = new TreeMap<>();
    for (YamlMap item : root.list("exchange")) {
      String currency = item.currency("currency");
      BigDecimal perUnit = item.decimal("perUnit", 12);
      LocalDate asOf =
          item.read("asOf", LocalDate.EPOCH, "a day such as 2026-01-01", LocalDate::parse);
      item.build(() -> new ExchangeRate(currency, perUnit, asOf))
          .filter(rate -> rates.put(currency, rate) != null)
          .ifPresent(twice -> item.fault("currency", currency + " has two rates; remove one"));
    }
    return rates;
  }

  private static Map<Term, BigDecimal> discounts(YamlMap root) {
    Map<Term, BigDecimal> discounts = new EnumMap<>(Term.class);
    for (YamlMap item : root.list("terms")) {
      Term term = item.constant("term", Term.ANNUAL);
      BigDecimal discount = item.decimal("discount", 6);
      item.build(() -> discount)
          .filter(ok -> discounts.put(term, discount) != null)
          .ifPresent(twice -> item.fault("term", "is there twice; remove one"));
    }
    return discounts;
  }

  private static Optional<Overage> overage(YamlMap map, String currency) {
    int included = map.count("includedCallsPerMonth");
    Amount price = map.price("perThousandCalls", currency);
    return map.build(() -> new Overage(included, price));
  }

  private static List<Rate> rates(YamlMap root, String currency) {
    List<Rate> rates = new ArrayList<>();
    Set<String> subjects = new HashSet<>();
    for (YamlMap row : root.list("rates")) {
      Optional<Rate> rate = rate(row, currency);
      rate.ifPresent(rates::add);
      rate.map(Rate::subject)
          .filter(subject -> !subjects.add(subject))
          .ifPresent(subject -> row.fault("", subject + " has two rows; remove one"));
    }
    return rates;
  }

  private static Optional<Rate> rate(YamlMap row, String currency) {
    CityNodeId cityNode =
        row.read(
            "cityNode",
            new CityNodeId("none"),
            "a city node's name such as local-1",
            CityNodeId::new);
    String framework = row.text("framework");
    Tier tier = row.constant("tier", Tier.DEDICATED);
    Amount perNodeMonth = row.price("perNodeMonth", currency);
    int includedTps = row.count("includedTps");
    Amount perGibMonth = row.price("perGibMonth", currency);
    Optional<Amount> perContractServiceMonth =
        row.has("perContractServiceMonth")
            ? Optional.of(row.price("perContractServiceMonth", currency))
            : Optional.empty();
    row.gone(
        "perContractMonth",
        "is now perContractServiceMonth, for one service of a contract, of which there is one at"
            + " each member of the host; rename it, and halve it if your hosts have two members");
    List<TpsBand> bands = bands(row, includedTps, currency);
    return row.build(
        () ->
            new Rate(
                cityNode,
                framework,
                tier,
                perNodeMonth,
                includedTps,
                perGibMonth,
                bands,
                perContractServiceMonth));
  }

  private static List<TpsBand> bands(YamlMap row, int includedTps, String currency) {
    List<TpsBand> bands = new ArrayList<>();
    int end = includedTps;
    // Where a band must start is known only as long as what is before it could be read.
    boolean known = row.isSound();
    for (YamlMap item : row.list("tps")) {
      Optional<TpsBand> band = band(item, currency);
      if (known && band.isPresent()) {
        band.get().misfit(end).ifPresent(why -> item.fault("from", why));
        end = band.get().to();
      }
      known = known && band.isPresent();
      band.ifPresent(bands::add);
    }
    return bands;
  }

  private static Optional<TpsBand> band(YamlMap item, String currency) {
    int from = item.count("from");
    int to = item.count("to");
    Amount price = item.price("price", currency);
    return item.build(() -> new TpsBand(from, to, price));
  }

  private static Optional<Comparison> comparison(YamlMap item) {
    String label = item.text("label");
    String date = item.text("date");
    Amount perMonth = item.price("perMonth", item.currency("currency"));
    String source = item.text("source");
    String note = item.text("note");
    return item.build(() -> new Comparison(label, date, perMonth, source, note));
  }
}
