package io.ridgeway.engine.fake;

import io.ridgeway.engine.catalogue.CityNodeEntry;
import io.ridgeway.engine.catalogue.FrameworkOffer;
import io.ridgeway.engine.catalogue.Frameworks;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.Tier;
import io.ridgeway.model.problem.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** One framework that the shipped price book has prices for; what ails it is said by the test. */
public final class OneFramework implements Frameworks {
  public static final Software SOFTWARE = new Software("ledgerd", "1.0");

  /** What it finds wrong with every spec. */
  public final List<Violation> wrong = new ArrayList<>();

  /** What it finds missing for every spec. */
  public final List<Violation> missing = new ArrayList<>();

  @Override
  public List<FrameworkOffer> all() {
    return List.of(
        new FrameworkOffer(
            "ethereum",
            "Ethereum",
            "",
            List.of("1"),
            Set.of(Tier.DEDICATED),
            List.of(),
            "{}",
            List.of(SOFTWARE),
            List.of()));
  }

  @Override
  public List<Violation> check(NetworkSpec spec) {
    return List.copyOf(wrong);
  }

  @Override
  public Feasibility place(NetworkSpec spec, List<CityNodeEntry> cityNodes) {
    return new Feasibility(List.copyOf(missing), false);
  }

  @Override
  public String account(String framework, String publicKey) {
    return framework + ":" + publicKey.substring(0, 8);
  }
}
