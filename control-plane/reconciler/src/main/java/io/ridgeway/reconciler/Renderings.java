package io.ridgeway.reconciler;

import io.ridgeway.framework.FrameworkPack;
import io.ridgeway.framework.RenderInput;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.deploy.Deployment;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What each network was last rendered to. A pack renders the same input the same (its law), and
 * most passes find everything as it was: so they needn't render it again. What is forgotten is
 * rendered anew.
 */
final class Renderings {
  private final Map<NetworkId, Rendered> last = new ConcurrentHashMap<>();

  private record Rendered(FrameworkPack pack, RenderInput input, List<Deployment> deployments) {
    boolean isOf(FrameworkPack other, RenderInput now) {
      return pack == other && input.equals(now);
    }
  }

  /** What each city node should have, with its share of each fault budget. */
  List<Deployment> of(FrameworkPack pack, RenderInput input) {
    Rendered known = last.get(input.network());
    if (known != null && known.isOf(pack, input)) {
      return known.deployments;
    }
    List<Deployment> fresh =
        FaultShares.over(pack.render(input), input.plan(), input.placement().nodes());
    last.put(input.network(), new Rendered(pack, input, fresh));
    return fresh;
  }

  void forget(NetworkId network) {
    last.remove(network);
  }
}
