package io.ridgeway.engine.network;

import io.ridgeway.model.NetworkId;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.problem.Refusal;
import java.util.List;
import java.util.Optional;

/** What the engine asks of whoever writes networks to city nodes: to show what it would write. */
public interface Manifests {
  /**
   * What would be applied now, by city node, in the order in which it is written; writes nothing.
   * Takes seconds at most. Not to be called within a transaction.
   *
   * @param only the one city node that is asked for; empty for all that the network is placed at
   * @throws Refusal if there is nothing to be applied, or not yet
   */
  List<CityNodeManifests> of(NetworkId network, Optional<CityNodeId> only);

  /**
   * One city node's part.
   *
   * @param problem why there is nothing to show: an adapter without manifests, a city node that
   *     can't be heard; empty if there is
   * @param documents what is written; in place of a secret value stands a reference to it
   */
  record CityNodeManifests(
      CityNodeId cityNode, Optional<String> problem, List<Document> documents) {
    public CityNodeManifests {
      documents = List.copyOf(documents);
    }
  }

  /**
   * One thing that is written, as text in its platform's own language.
   *
   * @param name what it is: {@code statefulset/validator-1}
   */
  record Document(String name, String text) {}
}
