package io.ridgeway.billing;

import io.ridgeway.model.network.Tier;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.model.problem.Violation;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What shares of standing nodes cost the operator, measured: what one more tenant takes of all
 * nodes of a host together. It is no price; prices are the {@link PriceBook}'s, and are checked
 * against it.
 *
 * @param version its name, for example {@code 2026-1}
 * @param currency of its units, ISO 4217
 * @param units what the operator pays for resources
 * @param shares its rows
 */
public record CostBook(String version, String currency, Units units, List<Share> shares) {
  private static final BigDecimal MB_A_GIB = BigDecimal.valueOf(1_073.741824);
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final int DIGITS = 12;

  public CostBook {
    shares = List.copyOf(shares);
    Set<String> rows = new HashSet<>();
    for (Share share : shares) {
      if (!rows.add(share.framework() + " " + share.tier())) {
        throw new IllegalArgumentException(share.framework() + " has two rows; remove one");
      }
    }
  }

  /**
   * What the operator pays for resources, a month.
   *
   * @param asOf of when
   * @param source from where, in words
   */
  public record Units(
      LocalDate asOf, String source, Amount coreMonth, Amount memoryGibMonth, Amount gibMonth) {}

  /**
   * What one more tenant takes.
   *
   * @param host of what its host was made when it was measured
   * @param measured when
   * @param source by what
   * @param memoryMb millions of bytes of memory
   * @param diskMb millions of bytes on disks before it stores anything
   * @param corePercent per cent of a core while it does nothing
   * @param corePercentPerTps per cent of a core for each transaction a second
   * @param perTpsSource by what that was measured
   * @param copies how often its storage is kept
   * @param contract what each service of its own contracts takes beside; empty if none are sold
   */
  public record Share(
      String framework,
      Tier tier,
      String host,
      LocalDate measured,
      String source,
      BigDecimal memoryMb,
      BigDecimal diskMb,
      BigDecimal corePercent,
      BigDecimal corePercentPerTps,
      String perTpsSource,
      int copies,
      Optional<Contract> contract) {}

  /**
   * What each service of a contract that a tenant brings takes: nothing of the host's own, but what
   * it requests where it is placed. A contract has one at each member of its host.
   *
   * @param millicores thousandths of a core that it requests
   * @param memoryMib memory that it requests
   * @param source from where, in words
   */
  public record Contract(int millicores, int memoryMib, String source) {}

  /**
   * What a tenant pays and costs a month, in the currency that it pays in.
   *
   * @param cost if it uses all that it bought
   */
  public record Margin(Amount price, Amount cost) {
    public Amount left() {
      return price.minus(cost);
    }

    public boolean isLoss() {
      return left().signum() < 0;
    }
  }

  /**
   * Reads a book.
   *
   * @throws Refusal {@code INVALID} with one violation for each thing that is wrong
   */
  public static CostBook parse(String yaml) {
    return CostBookParser.parse(yaml);
  }

  /** The one that Ridgeway ships. */
  public static CostBook shipped() {
    return parse(PriceBooks.resource("cost-book-2026-2.yaml"));
  }

  /** The row of a framework's tier, if that was measured. */
  public Optional<Share> share(String framework, Tier tier) {
    return shares.stream()
        .filter(share -> share.framework().equals(framework) && share.tier() == tier)
        .findFirst();
  }

  /** What such a tenant costs a month if it uses all of it; empty if that wasn't measured. */
  public Optional<Amount> month(String framework, Tier tier, int tps, int storageGib) {
    return share(framework, tier)
        .map(s -> standing(s).plus(perTps(s).times(tps)).plus(perGib(s).times(storageGib)));
  }

  /**
   * What a service of a contract that such a tenant brings costs a month; empty if that isn't
   * known.
   */
  public Optional<Amount> contractServiceMonth(String framework, Tier tier) {
    return share(framework, tier).flatMap(Share::contract).map(this::perService);
  }

  private Optional<Amount> month(PricedSpec spec) {
    String framework = spec.framework().name();
    Optional<Amount> share = month(framework, spec.tier(), spec.tps(), spec.storageGib());
    return spec.contracts() == 0
        ? share
        : share.flatMap(
            sum ->
                contractServiceMonth(framework, spec.tier())
                    .map(each -> sum.plus(each.times(spec.services()))));
  }

  /**
   * What is left of what a tenant pays; empty if its cost wasn't measured, or can't be said in the
   * currency that it pays in.
   *
   * @param price what it pays a month
   * @param book which its offer was made from
   */
  public Optional<Margin> margin(PricedSpec spec, Amount price, PriceBook book) {
    return month(spec)
        .filter(cost -> cost.currency().equals(book.currency()))
        .filter(
            cost ->
                price.currency().equals(book.currency())
                    || book.exchange().containsKey(price.currency()))
        .map(cost -> new Margin(price, book.in(price.currency(), cost)));
  }

  /**
   * The book's prices of shares that are below their cost, each with what it comes to; the deepest
   * discount of a term is taken off. Rows that weren't measured aren't among them.
   */
  public List<Violation> below(PriceBook book) {
    List<Violation> below = new ArrayList<>();
    if (!book.currency().equals(currency)) {
      return List.of(
          new Violation(
              "currency",
              "Cost book "
                  + version
                  + " is in "
                  + currency
                  + ", and price book "
                  + book.version()
                  + " in "
                  + book.currency()
                  + ": give one in the same."));
    }
    BigDecimal least =
        BigDecimal.ONE.subtract(
            book.discounts().values().stream().max(BigDecimal::compareTo).orElse(BigDecimal.ZERO));
    for (Rate rate : book.rates()) {
      share(rate.framework(), rate.tier())
          .ifPresent(
              share -> {
                Amount included = standing(share).plus(perTps(share).times(rate.includedTps()));
                check(below, rate, "perNodeMonth", rate.perNodeMonth().times(least), included);
                check(below, rate, "perGibMonth", rate.perGibMonth().times(least), perGib(share));
                for (TpsBand band : rate.tpsBands()) {
                  check(below, rate, "tps", band.price().times(least), perTps(share));
                }
                rate.perContractServiceMonth()
                    .ifPresent(price -> checkContract(below, rate, price.times(least), share));
              });
    }
    return List.copyOf(below);
  }

  private void checkContract(List<Violation> below, Rate rate, Amount price, Share share) {
    if (share.contract().isEmpty()) {
      below.add(
          new Violation(
              "perContractServiceMonth",
              "Cost book "
                  + version
                  + " doesn't say what a contract costs in "
                  + rate.subject()
                  + ": add it, or sell none."));
      return;
    }
    check(below, rate, "perContractServiceMonth", price, perService(share.contract().get()));
  }

  private static void check(
      List<Violation> below, Rate rate, String field, Amount price, Amount cost) {
    if (price.minus(cost).signum() < 0) {
      below.add(
          new Violation(
              field,
              field
                  + " of "
                  + rate.subject()
                  + " is "
                  + price
                  + " and costs "
                  + cost
                  + ": raise it."));
    }
  }

  /** What a tenant costs that does nothing and stores nothing. */
  private Amount standing(Share share) {
    return units
        .memoryGibMonth()
        .times(gib(share.memoryMb()))
        .plus(units.gibMonth().times(gib(share.diskMb())))
        .plus(cores(share.corePercent()));
  }

  private static BigDecimal gib(BigDecimal megabytes) {
    return megabytes.divide(MB_A_GIB, DIGITS, RoundingMode.HALF_UP);
  }

  private Amount perTps(Share share) {
    return cores(share.corePercentPerTps());
  }

  private Amount cores(BigDecimal percent) {
    return units.coreMonth().times(percent.divide(HUNDRED, DIGITS, RoundingMode.HALF_UP));
  }

  private Amount perService(Contract contract) {
    BigDecimal thousand = BigDecimal.valueOf(1000);
    BigDecimal mibAGib = BigDecimal.valueOf(1024);
    return units
        .coreMonth()
        .times(
            BigDecimal.valueOf(contract.millicores())
                .divide(thousand, DIGITS, RoundingMode.HALF_UP))
        .plus(
            units
                .memoryGibMonth()
                .times(
                    BigDecimal.valueOf(contract.memoryMib())
                        .divide(mibAGib, DIGITS, RoundingMode.HALF_UP)));
  }

  private Amount perGib(Share share) {
    return units.gibMonth().times(share.copies());
  }
}
