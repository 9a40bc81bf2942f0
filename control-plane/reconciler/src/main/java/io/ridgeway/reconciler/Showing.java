package io.ridgeway.reconciler;

import io.ridgeway.adapter.AdapterException;
import io.ridgeway.engine.network.Made;
import io.ridgeway.engine.network.Manifests.CityNodeManifests;
import io.ridgeway.engine.network.Manifests.Document;
import io.ridgeway.model.deploy.Deployment;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.util.List;
import java.util.Optional;

/** What a pass would have its city nodes apply, in their own languages. */
record Showing(Pass pass) {
  /**
   * By city node.
   *
   * @param only the one that is asked for; empty for all
   * @throws Refusal if nothing can be rendered, or not yet, or the network isn't there
   */
  List<CityNodeManifests> at(Optional<CityNodeId> only) {
    requireRenderable();
    List<Deployment> deployments = pass.deployments();
    List<CityNodeId> places = deployments.stream().map(Deployment::cityNode).sorted().toList();
    if (only.isPresent() && !places.contains(only.get())) {
      throw new Refusal(
          ProblemType.INVALID,
          "Network " + pass.id() + " has no nodes at " + only.get() + ", but at " + places + ".");
    }
    return deployments.stream()
        .filter(d -> only.isEmpty() || only.get().equals(d.cityNode()))
        .map(this::of)
        .toList();
  }

  private void requireRenderable() {
    Made made = pass.made();
    if (pass.findPack().isEmpty()) {
      throw new Refusal(
          ProblemType.UNAVAILABLE,
          "Install the framework pack " + pass.network().spec().framework().name() + " first.");
    }
    if (made.placement().isEmpty() || made.addresses().isEmpty() || made.birth().isEmpty()) {
      throw new Refusal(
          ProblemType.ILLEGAL_TRANSITION,
          "Network "
              + pass.id()
              + " is "
              + pass.network().state().name()
              + ": its places, addresses and genesis must be settled before there is anything to"
              + " apply. Its operation says what it waits for.");
    }
  }

  private CityNodeManifests of(Deployment deployment) {
    CityNodeId at = deployment.cityNode();
    try {
      List<Document> documents =
          pass.at(at, adapter -> adapter.manifests(deployment)).stream()
              .map(m -> new Document(m.name(), m.text()))
              .toList();
      return new CityNodeManifests(at, Optional.empty(), documents);
    } catch (AdapterException.Unreachable e) {
      return without(at, e);
    } catch (AdapterException e) {
      // Only operators see this: they are told in the adapter's own words.
      return without(at, e.getCause() instanceof AdapterException own ? own : e);
    }
  }

  private static CityNodeManifests without(CityNodeId at, AdapterException why) {
    return new CityNodeManifests(at, Optional.of(String.valueOf(why.getMessage())), List.of());
  }
}
