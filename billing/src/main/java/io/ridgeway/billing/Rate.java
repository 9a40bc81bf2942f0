package io.ridgeway.billing;

import io.ridgeway.model.Ids;
import io.ridgeway.model.network.Tier;
import io.ridgeway.model.place.CityNodeId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One row of a price book: what a network of a framework costs at a city node, in the book's
 * currency.
 *
 * @param cityNode where
 * @param framework the pack's name; all its versions cost the same
 * @param tier whose nodes
 * @param perNodeMonth for one node and one month
 * @param includedTps TPS of the network that the nodes' price includes
 * @param perGibMonth for one GiB of one node's storage and one month
 * @param tpsBands prices of the TPS above the included ones, contiguous; none sells no more TPS
 * @param perContractServiceMonth in the shared tier, for one service of a contract of the tenant's
 *     own and one month; each contract has one at each member of the host. Empty where none are
 *     sold
 */
public record Rate(
    CityNodeId cityNode,
    String framework,
    Tier tier,
    Amount perNodeMonth,
    int includedTps,
    Amount perGibMonth,
    List<TpsBand> tpsBands,
    Optional<Amount> perContractServiceMonth) {
  /** Without contracts of tenants' own. */
  public Rate(
      CityNodeId cityNode,
      String framework,
      Tier tier,
      Amount perNodeMonth,
      int includedTps,
      Amount perGibMonth,
      List<TpsBand> tpsBands) {
    this(
        cityNode,
        framework,
        tier,
        perNodeMonth,
        includedTps,
        perGibMonth,
        tpsBands,
        Optional.empty());
  }

  public Rate {
    Ids.label("framework", framework, 32);
    tpsBands = List.copyOf(tpsBands);
    notNegative("perNodeMonth", perNodeMonth);
    notNegative("perGibMonth", perGibMonth);
    perContractServiceMonth.ifPresent(price -> notNegative("perContractServiceMonth", price));
    if (includedTps < 0) {
      throw new IllegalArgumentException("includedTps is negative; give 0 or more");
    }
    TpsBand.contiguous(includedTps, tpsBands);
  }

  /** The most TPS that it has a price for. */
  public int maxTps() {
    return tpsBands.isEmpty() ? includedTps : tpsBands.get(tpsBands.size() - 1).to();
  }

  /** What a month of a network's TPS costs beyond what is included. */
  Amount tpsMonth(int tps) {
    Amount sum = Amount.zero(perNodeMonth.currency());
    for (TpsBand band : tpsBands) {
      sum = sum.plus(band.price().times(band.share(tps)));
    }
    return sum;
  }

  boolean prices(CityNodeId where, String pack, Tier whose) {
    return cityNode.equals(where) && framework.equals(pack) && tier == whose;
  }

  boolean isIn(String currency) {
    return perNodeMonth.currency().equals(currency)
        && perGibMonth.currency().equals(currency)
        && perContractServiceMonth.filter(price -> !price.currency().equals(currency)).isEmpty()
        && tpsBands.stream().allMatch(band -> band.price().currency().equals(currency));
  }

  /** What it prices, in words: {@code a dedicated ethereum network at local-1}. */
  String subject() {
    return subject(cityNode, framework, tier);
  }

  static String subject(CityNodeId cityNode, String framework, Tier tier) {
    String whose = tier.name().toLowerCase(Locale.ROOT);
    return "a " + whose + " " + framework + " network at " + cityNode;
  }

  static void notNegative(String what, Amount price) {
    if (price.signum() < 0) {
      throw new IllegalArgumentException(what + " is negative; give 0 or more");
    }
  }
}
