package io.ridgeway.billing;

import io.ridgeway.billing.CostBook.Contract;
import io.ridgeway.billing.CostBook.Share;
import io.ridgeway.billing.CostBook.Units;
import io.ridgeway.model.network.Tier;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.model.problem.Violation;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a cost book from YAML, as strictly as {@link PriceBookParser} reads prices. */
final class CostBookParser {
  private static final int DIGITS = 6;

  private CostBookParser() {}

  static CostBook parse(String yaml) {
    List<Violation> wrong = new ArrayList<>();
    return PriceBookParser.compose(yaml, "cost book", wrong)
        .flatMap(root -> book(new YamlMap("", root, wrong)))
        .orElseThrow(() -> Refusal.of(ProblemType.INVALID, wrong));
  }

  private static Optional<CostBook> book(YamlMap root) {
    String version = root.text("version");
    String currency = root.currency("currency");
    Optional<Units> units = units(root.map("units"), currency);
    List<Share> shares = new ArrayList<>();
    root.list("shares").forEach(row -> share(row).ifPresent(shares::add));
    return root.build(() -> new CostBook(version, currency, units.orElseThrow(), shares));
  }

  private static Optional<Units> units(YamlMap map, String currency) {
    LocalDate asOf = day(map, "asOf");
    String source = map.text("source");
    Amount core = map.price("coreMonth", currency);
    Amount memory = map.price("memoryGibMonth", currency);
    Amount storage = map.price("gibMonth", currency);
    return map.build(() -> new Units(asOf, source, core, memory, storage));
  }

  private static Optional<Share> share(YamlMap row) {
    String framework = row.text("framework");
    Tier tier = row.constant("tier", Tier.SHARED);
    String host = row.text("host");
    LocalDate measured = day(row, "measured");
    String source = row.text("source");
    BigDecimal memory = row.decimal("memoryMb", DIGITS);
    BigDecimal disk = row.decimal("diskMb", DIGITS);
    BigDecimal idle = row.decimal("corePercent", DIGITS);
    BigDecimal perTps = row.decimal("corePercentPerTps", DIGITS);
    String perTpsSource = row.text("perTpsSource");
    int copies = row.count("copies");
    Optional<Contract> contract =
        row.has("contract") ? contract(row.map("contract")) : Optional.empty();
    return row.build(
        () ->
            new Share(
                framework,
                tier,
                host,
                measured,
                source,
                memory,
                disk,
                idle,
                perTps,
                perTpsSource,
                copies,
                contract));
  }

  private static Optional<Contract> contract(YamlMap map) {
    map.gone(
        "services", "is gone: millicores and memoryMib are what one service requests; remove it");
    int millicores = map.count("millicores");
    int memory = map.count("memoryMib");
    String source = map.text("source");
    return map.build(() -> new Contract(millicores, memory, source));
  }

  private static LocalDate day(YamlMap map, String key) {
    return map.read(key, LocalDate.EPOCH, "a day such as 2026-11-22", LocalDate::parse);
  }
}
