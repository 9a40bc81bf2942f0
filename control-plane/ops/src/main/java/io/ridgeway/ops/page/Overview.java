package io.ridgeway.ops.page;

import io.ridgeway.engine.Page;
import io.ridgeway.engine.catalogue.CityNodeEntry;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.order.EndedTerms.EndedTerm;
import io.ridgeway.engine.tenant.Tenant;
import io.ridgeway.engine.tenant.VerificationFile;
import io.ridgeway.model.network.NetworkState;
import io.ridgeway.model.network.Operation;
import java.util.List;

/**
 * How things stand, in counts. Lists are counted up to a page's length; a longer one ends in {@code
 * +}.
 *
 * @param attention networks that are degraded, failed or not heard
 * @param ended networks that run on though their term is over
 * @param troubled city nodes that aren't heard or have a problem
 */
public record Overview(
    int waiting,
    String networks,
    String ready,
    int attention,
    String ended,
    String running,
    String organisations,
    int cityNodes,
    int troubled) {
  static Overview of(
      List<VerificationFile> waiting,
      List<CityNodeEntry> cityNodes,
      Page<Network> networks,
      Page<EndedTerm> ended,
      Page<Operation> operations,
      Page<Tenant> tenants) {
    long there =
        networks.items().stream().filter(n -> !(n.state() instanceof NetworkState.Deleted)).count();
    long ready =
        networks.items().stream().filter(n -> n.state() instanceof NetworkState.Ready).count();
    long attention = networks.items().stream().filter(n -> needsAttention(n.state())).count();
    long running =
        operations.items().stream().filter(o -> o.state() == Operation.State.RUNNING).count();
    long troubled =
        cityNodes.stream()
            .filter(e -> e.heard().filter(h -> h.problem().isEmpty()).isEmpty())
            .count();
    return new Overview(
        waiting.size(),
        count(there, networks),
        count(ready, networks),
        (int) attention,
        count(ended.items().size(), ended),
        count(running, operations),
        count(tenants.items().size(), tenants),
        cityNodes.size(),
        (int) troubled);
  }

  private static boolean needsAttention(NetworkState state) {
    return state instanceof NetworkState.Degraded
        || state instanceof NetworkState.Failed
        || state instanceof NetworkState.Unknown;
  }

  private static String count(long count, Page<?> page) {
    return count + (page.next().isPresent() ? "+" : "");
  }
}
